"""Language practice: what can be asked about the words, names and titles of a course, in which order, and how it goes.

Everything is made from the glossary and from the optional `modules/practice.yaml`; nothing of it is kept.
"""

from course.practice.deck import Deck
from course.practice.exercises import Exercise, Kind, Said
from course.practice.material import KINDS, OF_TERMS, Material
from course.practice.rounds import Round, turn
from course.practice.shapes import Name, Piece, PracticeFile, TitledName

__all__ = [
    "KINDS",
    "OF_TERMS",
    "Deck",
    "Exercise",
    "Kind",
    "Material",
    "Name",
    "Piece",
    "PracticeFile",
    "Round",
    "Said",
    "TitledName",
    "turn",
]
