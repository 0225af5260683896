"""A colleague's project taken in, and the packet that is sent out for one to come back.

Articles are met by their text, people by their ids, labels by id or name. What is known of a set
on both sides is told by the rows of its history: where theirs knows nothing that ours does not,
nothing comes; where ours knows nothing that theirs does not, ours becomes as theirs; else the two
meet (`annotator.edits.meeting`). All that is computed from two files that are only read: told
before it happens, or written in one transaction, as one act with one undo.
"""
