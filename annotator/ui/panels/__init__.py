"""The panels around the text: article list, label bar, inspector. No panel calls another."""
