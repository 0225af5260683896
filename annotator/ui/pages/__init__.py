"""What fills the window: the start page, the place where one annotates."""
