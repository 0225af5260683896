"""The speed the program promises: what is promised, how it is measured, and what came out.

A floor is the least that any program would do for the same end: a bare window of Qt, bare rows of
SQLite, lines through orjson. Each act and its floor are measured by turns in one process, so what
else the machine does slows down both, and their ratio is what is promised.
"""
