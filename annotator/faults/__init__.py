"""Faults of our own: the log file, what a report says, and how a run that broke off is known.

Decisions: nothing here ever holds text of articles, titles, labels or names of people. What an
error says is shown as far as it is made of constants of our program; a project is named by a few
letters made from its path. Only `Fault.words` has the rest, in memory alone, for those who ask for
it in so many words. Nothing here needs Qt, and nothing below needs this room: whoever has something
to say logs it to a logger named after its module, as Python's library does.
"""
