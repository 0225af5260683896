"""Changing labels with everything that wears them: chosen, seen before, done in one act."""
