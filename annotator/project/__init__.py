"""One open project: the only door for the window, the command line and scripts."""
