"""Who has completed which module, as the matrix on the trainers' page shows it: one line per person."""

from collections.abc import Iterator, Sequence

from course.modules import Module
from progress.database import Database
from progress.exports.tables import Cell as TableCell
from progress.exports.tables import Column, Table
from progress.matrix import WORDS, Cell, MatrixRow, matrix

EVERYBODY = 1_000_000_000  # more people than there are, as one page
FACTS = ("state", "completed", "edition", "score")


def completion(db: Database, modules: Sequence[Module], cohort_ids: Sequence[str] | None = None) -> Table:
    """The matrix of the members of some cohorts, or of everybody. Days are in UTC, scores in per cent."""
    facts = [Column(f"{module.id}.{fact}", f"{module.title}: {fact}") for module in modules for fact in FACTS]
    columns = (
        Column("name", "Name"),
        Column("email", "Email"),
        *facts,
        Column("finished", "Modules finished"),
    )

    def rows() -> Iterator[tuple[TableCell, ...]]:
        found = matrix(
            db, modules, search="", show="everyone", limit=EVERYBODY, offset=0, cohort_ids=cohort_ids
        )
        for row in found.rows:
            yield _line(row, modules)

    return Table("Completion", columns, rows())


def _line(row: MatrixRow, modules: Sequence[Module]) -> tuple[TableCell, ...]:
    line: list[TableCell] = [row.name, row.email]
    for module in modules:
        cell = row.cells.get(module.id, Cell("none"))
        line += [
            WORDS[cell.state],
            cell.completed_at.date() if cell.completed_at else None,
            cell.edition,
            round(cell.score, 1) if cell.score is not None else None,
        ]
    return (*line, row.finished)
