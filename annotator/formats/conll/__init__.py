"""CoNLL and its kin: a token a line with its tags in columns, an empty line between sentences.

`layout` finds out which column is what, `schemes` what the letters before a label mean, `rows`
and `reading` make articles of lines, `multihead` knows rows that tell relations too, `conll` is
the format itself. Source of the schemes: Ramshaw and Marcus 1995 (IOB1), Ratnaparkhi 1998 (IOB2),
and the shared tasks of CoNLL 2000 to 2003; the others by their letters.
"""
