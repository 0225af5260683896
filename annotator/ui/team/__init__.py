"""The window of a team: where the project is shared, what waits, and exchanging it."""
