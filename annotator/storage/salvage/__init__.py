"""What can be saved from a damaged project file: read row by row, healed, written anew."""
