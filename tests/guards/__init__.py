"""Guards: pytest plugins that fail a test which leaves something behind or makes noise."""
