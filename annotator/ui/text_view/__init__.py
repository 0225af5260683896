"""The annotated text: the widget people read and mark articles in.

Text and annotations are cut into display blocks. What is on screen is laid out block by block, as
numbers (lanes, names, arcs), and painted from these numbers; an edit lays out only its own blocks
again. Focus, caret and selection belong to an invisible text that screen readers can read.
"""
