"""The journal beside the backups: what every transaction wrote since the oldest of them.

Decision: a line of it says which rows of which tables a transaction has left behind, not what act
it was. So whatever is done to a project can be put onto a backup again, imports and taking in
included, by one rule, and without asking what acts mean. The file itself says which line it is at
(`position`), in the very transaction, so a copy of it says so too: a line fits onto a file if it
follows the line that the file is at, and each line has the hash of itself with the one before.

Nothing is kept where there is no backup, for there it could be put onto nothing. What can be made
again from the rest (the index of words, fingerprints) is left out. A transaction of very many rows,
a large import, is not kept: there the journal stops, and goes on at the backup that is made then.
"""
