"""Where the open project lies: said once where other machines may write to it too."""
