"""What can be done from a terminal: one file per command of china-literacy."""
