"""A hub on a PostgreSQL server: the only room that knows psycopg.

Decision: plain SQL that YugabyteDB understands too, without extensions and advisory locks, so that
the same hub can stand on many machines. Rights stand in the database, not in the program: each
person is a role, and what a role may see and add is said row by row. Nothing is updated or deleted
by anybody but for claims, through functions.
"""
