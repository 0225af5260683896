"""What the label set does not allow any more: a list to work through, one or many at a time."""
