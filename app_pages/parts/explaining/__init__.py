"""How each type of answered question is explained: what was given, what is right, and why, as HTML."""
