"""The course of a running server: the last good one, whatever an author is doing to its files."""

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from course.shelf import LOOK_AGAIN, NoCourse, Shelf
from tests.bread import Bread

FILE = "modules/course.yaml"


def later(number: int) -> float:
    """A moment at which the shelf looks at its files again."""
    return number * LOOK_AGAIN


def test_a_course_is_read_once_and_kept(bread: Bread) -> None:
    shelf = Shelf(bread.root)
    assert shelf.current(later(0)) is shelf.current(later(1))


def test_a_changed_file_is_read_again(bread: Bread) -> None:
    shelf = Shelf(bread.root)
    assert shelf.current(later(0)).title == "Bread"
    bread.edit(FILE, "title: Bread", "title: Good bread")
    assert shelf.current(later(1)).title == "Good bread"


def test_files_are_looked_at_no_more_often_than_every_other_second(bread: Bread) -> None:
    shelf = Shelf(bread.root)
    first = shelf.current(100.0)
    bread.edit(FILE, "title: Bread", "title: Good bread")
    assert shelf.current(100.0 + LOOK_AGAIN - 0.01) is first
    assert shelf.current(100.0 + LOOK_AGAIN).title == "Good bread"


def test_the_last_good_course_stays_when_a_file_breaks_and_the_problems_are_known(bread: Bread) -> None:
    shelf = Shelf(bread.root)
    good = shelf.current(later(0))
    bread.edit(FILE, "title: Bread", "titel: Bread")
    assert shelf.current(later(1)) is good
    assert [problem.line for problem in shelf.problems] == [1, 1]


def test_the_mended_file_is_picked_up(bread: Bread) -> None:
    shelf = Shelf(bread.root)
    shelf.current(later(0))
    bread.edit(FILE, "title: Bread", "titel: Bread")
    shelf.current(later(1))
    bread.edit(FILE, "titel: Bread", "title: Mended bread")
    assert shelf.current(later(2)).title == "Mended bread"
    assert shelf.problems == ()


@pytest.mark.parametrize("file", ["quizzes/dough.yaml", "modules/dough/01-flour.md", "modules/oven/loaf.svg"])
def test_any_file_that_goes_is_noticed(bread: Bread, file: str) -> None:
    shelf = Shelf(bread.root)
    shelf.current(later(0))
    (bread.root / file).unlink()
    shelf.current(later(1))
    assert shelf.problems != ()


def test_the_last_good_course_stays_when_the_whole_folder_goes(bread: Bread) -> None:
    shelf = Shelf(bread.root)
    good = shelf.current(later(0))
    shutil.rmtree(bread.root)
    assert shelf.current(later(1)) is good


def test_a_link_in_a_circle_does_not_stop_the_look(bread: Bread) -> None:
    (bread.root / "quizzes/loop.yaml").symlink_to("loop.yaml")
    (bread.root / "modules/loop").symlink_to("loop")
    shelf = Shelf(bread.root)
    with pytest.raises(NoCourse):
        shelf.current(later(0))
    (bread.root / "quizzes/loop.yaml").unlink()
    (bread.root / "modules/loop").unlink()
    assert shelf.current(later(1)).title == "Bread"


def test_a_course_that_was_never_good_is_no_course(bread: Bread) -> None:
    bread.edit(FILE, "title: Bread", "titel: Bread")
    shelf = Shelf(bread.root)
    with pytest.raises(NoCourse) as none:
        shelf.current(later(0))
    assert 'modules/course.yaml:1: unknown key "titel"; did you mean "title"?' in str(none.value)
    assert [problem.file for problem in none.value.problems] == [FILE, FILE]


def test_a_course_that_was_never_good_is_picked_up_when_it_is(bread: Bread) -> None:
    bread.edit(FILE, "title: Bread", "titel: Bread")
    shelf = Shelf(bread.root)
    with pytest.raises(NoCourse):
        shelf.current(later(0))
    bread.edit(FILE, "titel: Bread", "title: Bread")
    assert shelf.current(later(1)).title == "Bread"


def test_warnings_do_not_stand_among_the_problems_of_a_shelf(bread: Bread) -> None:
    bread.edit(FILE, "modules: [dough, oven]", "modules: [dough]")
    shelf = Shelf(bread.root)
    shelf.current(later(0))
    assert shelf.problems == ()


def test_many_threads_get_one_course(bread: Bread) -> None:
    shelf = Shelf(bread.root)
    with ThreadPoolExecutor(8) as pool:
        courses = list(pool.map(shelf.current, [later(0)] * 40))
    assert len({id(course) for course in courses}) == 1


def test_a_file_saved_twice_within_a_tick_of_the_clock_is_noticed_by_its_size(bread: Bread) -> None:
    shelf = Shelf(bread.root)
    shelf.current(later(0))
    path: Path = bread.root / FILE
    stamp = path.stat().st_mtime_ns
    bread.edit(FILE, "title: Bread", "title: Good bread")
    os.utime(path, ns=(stamp, stamp))
    assert shelf.current(later(1)).title == "Good bread"
