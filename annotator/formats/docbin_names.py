"""Names that a DocBin has for what is in it."""

ALL_SPANS = "sc"
"""The key under which spaCy's span categoriser looks for spans."""
NEGATIVES_KEY = "incorrect_spans"
"""The one under which its recogniser looks for what is nothing."""
