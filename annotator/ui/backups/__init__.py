"""Backups in the window: made while one works, listed, and gone back to."""
