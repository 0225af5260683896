"""Everything Qt: the window and what is in it. Nothing below this floor imports Qt."""
