"""Label Studio: tasks with annotations and predictions, and the labelling configuration."""
