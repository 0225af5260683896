"""What is made, installed where nothing is, used, and taken away again; `dev.py prove` is the door.

Each proof prints what it does, with what came out, and stops at the first thing that is not so.
"""
