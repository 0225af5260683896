"""Articles and annotations on their way in: looked at, asked about, taken in."""
