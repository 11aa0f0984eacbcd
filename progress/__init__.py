"""What is remembered: attempts, answers, reading, completion, and the statistics made of them."""
