"""How each type of question is asked: one file per family of widgets, and what stands beside a question."""
