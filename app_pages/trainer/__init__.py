"""The pages that only trainers and administrators see."""
