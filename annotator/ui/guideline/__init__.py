"""What each label of the project is for, beside the text: one page a label, and a search over all
of them."""
