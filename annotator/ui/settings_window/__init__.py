"""The window of settings: every setting that people choose, drawn from the one table."""
