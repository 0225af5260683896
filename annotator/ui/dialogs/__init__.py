"""Windows that ask or tell; all of them work from the keyboard and show plain text."""
