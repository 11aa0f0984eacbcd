"""Pieces of pages: words, terms, cards, questions, figures."""
