"""What a team shares, and where: streams of revisions in a folder, or on a PostgreSQL server.

A stream belongs to one person in one copy of a project, and only that copy adds to it; so nothing
in it is ever changed, and storing it cannot conflict. Each revision says what somebody's work on an
article is by now, and how it came to be; it names the one before by its hash. Whoever knows a
stream up to a number asks for what follows. What revisions hold is not looked into here.
"""
