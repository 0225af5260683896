"""Erasing for good what is to be forgotten: told before, done in one go, gone on with."""
