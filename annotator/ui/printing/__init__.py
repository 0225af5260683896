"""The annotated article on paper: sheets, what stands on them, and asking for it.

Decision: paper shows what the screen shows, laid out and painted by the same text view at another
width, so that what one has learned to read there is read here. Words that the screen keeps as
pictures are drawn as letters: paper has another resolution.
"""
