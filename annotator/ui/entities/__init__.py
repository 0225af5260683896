"""Entities in the window: spans linked to them, and all of them with their mentions."""
