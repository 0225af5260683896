"""Prodigy: tasks in JSON lines."""
