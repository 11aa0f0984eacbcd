"""Kills a server again and again while learners answer, and looks whether what it called saved is there."""
