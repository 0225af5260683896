"""The verbs: edits as frozen values, `apply` that does them, and history that remembers them.

Decision: an edit carries everything it needs, ids included, so that doing it again after undoing
gives the same bytes; and each returns its inverse as an edit, so that undo walks the same road.
"""
