"""Tests of the journal beside the backups."""
