"""Entities of a project and the spans linked to them: suggested, linked, merged, split."""
