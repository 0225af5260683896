"""The consistency lens over the project's articles: mending what looks like a slip."""
