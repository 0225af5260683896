"""Copies of a project file, checked, numbered and dropped by rule, and going back to one."""
