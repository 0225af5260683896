"""The nouns: frozen values without I/O and without a clock. Offsets are code points, half open."""
