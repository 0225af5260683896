"""The history: the timeline of an article or the project, and articles as they were."""
