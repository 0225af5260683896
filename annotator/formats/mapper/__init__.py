"""Records of JSON or CSV whose keys a person chooses, or lets be guessed."""
