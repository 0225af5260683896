"""The review: two people's labels on one text, what differs, and what is decided about it.

Decision: `Reviewing` holds where one is; panels and the page only show it and ask it to act.
"""
