"""Corpora of relations, which count tokens: DyGIE++ and SciERC, DocRED, TACRED, GLiNER."""
