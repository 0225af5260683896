"""Faults while the window is open: how they are heard of, what is shown, what goes into the log."""
