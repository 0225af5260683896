"""Suggestions over a project: learning from my sets, asking for them, rejecting and accepting."""
