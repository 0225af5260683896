"""The inbox: what was decided about my labels, to accept, to contest, to discuss.

Decision: `Inbox` holds what there is and where one is in it; the panel shows it, the text shows
what was decided, and neither knows of the other.
"""
