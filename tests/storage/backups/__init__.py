"""Tests of the backups of a project file."""
