"""The acts of the contract that are done in a window, and the window that shows what came out."""
