"""annotator: highlight spans in news articles, tie them together, train on the result."""

__version__ = "0.1.0"
