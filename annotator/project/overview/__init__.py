"""The numbers of the Overview, a file for each noun; `overview` is the door."""
