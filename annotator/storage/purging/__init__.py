"""Erasing for good: rows, what the history says of them, the bytes, and the copies.

Decision: what is erased is written down first, by hashes alone, and in the same transaction as the
erasing; the bytes and the copies follow, and are gone on with after a crash (`is_finished`).
"""
