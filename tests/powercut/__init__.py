"""Power cuts: what the program writes is recorded beneath SQLite, and cut off everywhere."""
