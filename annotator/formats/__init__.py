"""Files in and out: a registry, and one file per format."""
