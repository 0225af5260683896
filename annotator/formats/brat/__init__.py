"""brat standoff: DOC.txt with DOC.ann, annotation.conf and visual.conf beside them."""
