"""Readers of raw articles: files in which nothing is annotated yet."""
