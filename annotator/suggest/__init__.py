"""What learns from the labels that somebody has put: repetition, models, and how good they are.

Decision: a suggestion is never an annotation. It has a type of its own, is made anew whenever it is
asked for, and stands in no set, no file and no count until somebody accepts it. What is learned is
learned from one person's own labels, on their machine, and is never loaded from a file.
"""
