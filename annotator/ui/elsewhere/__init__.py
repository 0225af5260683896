"""One phrase in all articles: how each of its places is labelled, and all labelled in one act."""
