"""A new project in three steps: its name and place, its labels, its articles."""
