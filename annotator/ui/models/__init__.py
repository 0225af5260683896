"""What lists show: Qt models over the project's door, read page by page."""
