"""The window in which the label set is made and changed, and what it works out by itself."""
