"""The statements that make the tables, noun by noun; `migrations` says which version has which.

They are compared letter by letter with those in other files (`foreign.shapes`): what is released is
never changed, not even its spaces.
"""
