"""A report for a supervisor: how far people agree, what a review has decided, and why, in one file.

Decision: the pictures are SVG written here and not pyqtgraph's, for the report is also made where
there is no Qt; and one HTML file carries them, so that it can be mailed, kept and printed.
"""
