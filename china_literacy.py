"""The command line, and the one place that says where the project stands.

The rooms of the house have everyday names (course, progress, accounts ...), which a package from PyPI may bear too.
This module has a name of its own, so it is always found, and puts the project's root first before any room is
imported: see `put_root_first`.
"""

import sys
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent
ROOMS = ("accounts", "app_pages", "commands", "course", "faults", "logs", "progress", "routes", "settings")


def put_root_first() -> None:
    """Make `import progress` and the like find this project's rooms, whatever else is installed.

    A room of the same name that something imported earlier is forgotten, so that the next import finds ours; whoever
    imported it keeps the one they have.
    """
    root = str(ROOT)
    sys.path[:] = [root, *(entry for entry in sys.path if entry != root)]
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in ROOMS and not _is_ours(module):
            del sys.modules[name]


def _is_ours(module: ModuleType) -> bool:
    places = [getattr(module, "__file__", None), *getattr(module, "__path__", [])]
    return any(place and ROOT in Path(place).resolve().parents for place in places)


put_root_first()

import click

from commands.analyse import analyse
from commands.backup import backup
from commands.certificates import certificates
from commands.check import check
from commands.close import close
from commands.cohort import cohort
from commands.demo import demo
from commands.doctor import doctor
from commands.export_xapi import export
from commands.ledger import ledger
from commands.new import new
from commands.people import people
from commands.preview import preview
from commands.regrade import regrade
from commands.remind import remind
from commands.restore import restore
from commands.schema import schema
from commands.serve import serve
from commands.sessions import sessions
from commands.tidy import tidy


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
def main() -> None:
    """Run and look after a China-literacy training course."""


main.add_command(serve)
main.add_command(analyse)
main.add_command(backup)
main.add_command(certificates)
main.add_command(check)
main.add_command(close)
main.add_command(cohort)
main.add_command(demo)
main.add_command(doctor)
main.add_command(export)
main.add_command(ledger)
main.add_command(new)
main.add_command(people)
main.add_command(preview)
main.add_command(regrade)
main.add_command(remind)
main.add_command(restore)
main.add_command(schema)
main.add_command(sessions)
main.add_command(tidy)

if __name__ == "__main__":
    main(prog_name="china-literacy")
