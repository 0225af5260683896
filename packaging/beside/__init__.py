"""What people would use instead, installed and given the same work as the program."""
