"""The command line: one file per noun, reached through `main`.

Results go to stdout, progress and messages to stderr. Exit status 0: done; 1: the work found a
fault; 2: wrong use or bad input, said in one line; 130: stopped by the user. Nothing here imports
Qt before a window is really asked for.
"""
