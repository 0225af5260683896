"""Erasing for good, in the window: what would go is explained, and asked for by a word."""
