"""Tests of what is saved of damaged project files."""
