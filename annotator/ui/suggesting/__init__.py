"""Suggestions in the window: asked for beside, shown in the text, accepted and rejected by hand."""
