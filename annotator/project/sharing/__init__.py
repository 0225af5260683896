"""A project shared with a team: cut into revisions that go out, put together from those that come.

What goes out is what a packet carries, of one person and one article at a time, made of the rows of
the project's own history. What comes in is put together to a packet again and taken in as any
colleague's: there is one way of merging (`annotator.project.merging`).
"""
