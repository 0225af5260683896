"""A data set for Hugging Face: tables of JSON lines, and a card that says what is in them.

`tables` makes rows of articles, `card` the README.md, `croissant` the description that catalogues
read, `hugging_face` puts them into a folder. `datasets.load_dataset` reads that as it is.
"""
