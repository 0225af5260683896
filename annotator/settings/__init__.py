"""What the user prefers: one table of settings, and a small file that holds what differs from it.

Decision: the file holds overrides only, so that a better default reaches everybody who never chose.
"""
