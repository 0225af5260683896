"""Tests of where a project lies."""
