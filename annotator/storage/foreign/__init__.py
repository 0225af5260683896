"""A file that comes from elsewhere: never opened in place, read as if somebody meant us harm.

What its header says is read without SQLite. The file alone is copied into a private folder, so that
no journal beside it is ever played back; the copy is opened immutable, under limits, with an
authorizer that lets nothing but reading through, and a budget of time for each statement. Its shape
must be that of a version we released, to the letter. Then every row is decoded strictly, checked,
and written into a clean file of our own making, which everybody else reads: what is wrong with one
row keeps that row out and is told, what is wrong with the file or with the chain of its history
keeps all of it out.
"""
