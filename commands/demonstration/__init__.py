"""Records of people who do not exist, made through the same functions that real people's records go through."""

from commands.demonstration.making import make

__all__ = ["make"]
