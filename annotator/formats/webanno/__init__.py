"""WebAnno TSV 3, the table that WebAnno and INCEpTION write: read only."""
