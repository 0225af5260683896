"""Finding in all articles: what is asked, the hits in their context, the way to each."""
