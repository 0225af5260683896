"""What the Overview reads: columns of numbers, page by page, so that no commit waits for long."""
