"""Changes of the label set that what wears the labels goes along with: told before, one act."""
