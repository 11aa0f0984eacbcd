"""When a module is complete."""

from collections.abc import Collection

from course.modules import Module


def is_complete(module: Module, read: Collection[str], *, passed: bool) -> bool:
    """Whether every section of the module is in `read` and its quiz, if it has one, is passed.

    Reading counts in whichever edition it was done: an author's correction takes nothing back.
    """
    return all(section.id in read for section in module.sections) and (passed or module.quiz is None)
