"""The window in which labels are changed."""
