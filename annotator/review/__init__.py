"""Comparing people: what two say of one article, and how far they agree.

Decision: everything here is a pure function of annotation sets and verdicts; nothing is stored, so
nothing can be out of date.
"""
