"""Arithmetic on strings: one rule for words, characters, sentences and offset units everywhere."""
