"""The timeline of a project: who did what when, past states, what was restored, and blame."""
