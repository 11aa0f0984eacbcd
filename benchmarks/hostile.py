"""What no browser would send, sent to a running server over its websocket. Run `python -m benchmarks.hostile --help`.

One learner and one visitor send messages that are cut short, mixed up, far too large, or say things about widgets that
are not theirs, not there or of another kind. Between them another learner works as learners do. In the end the server
must answer as before; what the other learner has stored must be there, and nothing else; and no page may have failed.
"""

import asyncio
import random
import re
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import click
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import ConnectionClosed

from benchmarks import quiz
from benchmarks.learner import Learner, PageFault
from benchmarks.servers import running, sign_in
from progress.database import Database
from settings import ROOT

PAGES = ("", "module", "quiz", "results", "record", "scenario", "search", "overview", "completion", "cohorts")
ODD = (
    "downloads",
    "issued",
    "regrade",
    "learner",
    "../../etc/passwd",
    "_stcore",
    "nothing",
    "\u202e",
    "x" * 5000,
)
TEXTS = (
    *(
        "",
        "\x00",
        "\ud7ff",
        "<script>alert(1)</script>",
        "' OR 1=1 --",
        "../../../etc/passwd",
        "%00",
        "{{7*7}}",
    ),
    *(
        "a" * 100_000,
        "王" * 10_000,
        "\u202e" * 100,
        "=cmd|' /C calc'!A0",
        "$x$ :red[x]",
        "-1",
        "NaN",
        "1e999",
        "null",
    ),
)
LARGE = 3 * 1024 * 1024  # bytes, more than the server takes
DRAIN = 0.02  # seconds in which the server's answers are taken in


@dataclass
class Tally:
    """What was sent, by kind, and how often the server hung up."""

    sent: Counter[str] = field(default_factory=Counter)
    closed: int = 0
    stored: int = 0
    seconds: float = 0


class Attacker(Learner):
    """A connection that sends what it likes and does not wait for answers."""

    async def drain(self) -> None:
        """Take in what the server has sent meanwhile, to know the page's widgets."""
        end = time.monotonic() + DRAIN
        while (left := end - time.monotonic()) > 0:
            try:
                async with asyncio.timeout(left):
                    await self._take(await self.socket.recv(decode=False))
            except (TimeoutError, PageFault):
                continue

    def message(self) -> BackMsg:
        """What a browser would send now."""
        return self._rerun()

    def known(self) -> list[str]:
        """The ids of the widgets on the page."""
        ids = [getattr(widget.content, "id", "") for widget in self.page.widgets.values()]
        return [name for name in ids if name]


def cut(attacker: Attacker, dice: random.Random) -> bytes:
    """A message that breaks off."""
    whole = forged(attacker, dice)
    return whole[: dice.randrange(len(whole) + 1)]


def flipped(attacker: Attacker, dice: random.Random) -> bytes:
    """A message with some of its bits turned over."""
    data = bytearray(forged(attacker, dice))
    for _ in range(dice.randint(1, 20)):
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    return bytes(data)


def noise(_: Attacker, dice: random.Random) -> bytes:
    """Bytes by chance."""
    return dice.randbytes(dice.randrange(2000))


def forged(attacker: Attacker, dice: random.Random) -> bytes:
    """A whole message about widgets that are of another kind, of another page, or nowhere, with any value."""
    message = attacker.message()
    ids = attacker.known()
    client = message.rerun_script
    for _ in range(dice.randint(1, 6)):
        name = dice.choice(ids) if ids and dice.random() < 0.7 else _id(dice)
        client.widget_states.widgets.append(_state(name, dice))
    if dice.random() < 0.3:
        client.fragment_id = _id(dice)
    if dice.random() < 0.3:
        client.page_name, client.page_script_hash = dice.choice((*PAGES, *ODD)), ""
    if dice.random() < 0.3:
        client.query_string = f"{dice.choice('qmscpat')}={dice.choice(TEXTS)[:3000]}"
    if dice.random() < 0.1:
        client.context_info.timezone = client.context_info.locale = client.context_info.url = dice.choice(
            TEXTS
        )[:3000]
    return bytes(message.SerializeToString())


def many(attacker: Attacker, dice: random.Random) -> bytes:
    """A message with the states of thousands of widgets."""
    message = attacker.message()
    for _ in range(dice.randrange(1000, 8000)):
        message.rerun_script.widget_states.widgets.add(id=_id(dice), string_value="x")
    return bytes(message.SerializeToString())


def other(_: Attacker, dice: random.Random) -> bytes:
    """A message of another kind than pages need."""
    message = BackMsg()
    kind = dice.choice([entry.name for entry in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields])
    entry = getattr(message, kind)
    if isinstance(entry, bool):
        setattr(message, kind, True)
    elif isinstance(entry, str):
        setattr(message, kind, dice.choice(TEXTS))
    else:
        entry.SetInParent()
    return bytes(message.SerializeToString())


def oversized(attacker: Attacker, dice: random.Random) -> bytes:
    """A message that is larger than the server takes."""
    message = attacker.message()
    message.rerun_script.widget_states.widgets.add(id=_id(dice), string_value="x" * LARGE)
    return bytes(message.SerializeToString())


Kind = Callable[[Attacker, random.Random], bytes]
KINDS: tuple[tuple[Kind, int], ...] = (
    (forged, 55),
    (flipped, 20),
    (cut, 10),
    (noise, 8),
    (other, 4),
    (many, 2),
    (oversized, 1),
)


def _id(dice: random.Random) -> str:
    """The id of no widget, shaped as Streamlit's are."""
    key = dice.choice(("None", "submit", "decide", "sign-out-others", "reminders-wanted"))
    return f"$$ID-{dice.randbytes(16).hex()}-{key}"


def _state(name: str, dice: random.Random) -> WidgetState:
    """Any kind of value for a widget."""
    state = WidgetState(id=name)
    match dice.randrange(9):
        case 0:
            state.trigger_value = True
        case 1:
            state.bool_value = dice.random() < 0.5
        case 2:
            state.int_value = dice.choice((-1, 0, 1, 2**62, -(2**62)))
        case 3:
            state.double_value = dice.choice((0.0, -1.5, float("nan"), float("inf"), 1e308))
        case 4:
            state.int_array_value.data.extend([dice.randrange(-5, 10**9) for _ in range(dice.randrange(50))])
        case 5:
            state.string_array_value.data.extend(dice.choices(TEXTS[:14], k=dice.randrange(20)))
        case 6:
            state.json_value = dice.choice(("{", "[]", '{"a":' * 50, "1e999", '{"__proto__": 1}'))
        case 7:
            state.bytes_value = dice.randbytes(dice.randrange(1000))
        case _:
            state.string_value = dice.choice(TEXTS)
    return state


async def attack(address: str, cookies: list[str], count: int, seed: int, tally: Tally) -> None:
    """Send so many messages, in turn as each of the people with these cookies, and as nobody."""
    dice = random.Random(seed)
    left = count
    while left > 0:
        async with Attacker(address, dice.choice([*cookies, ""])) as attacker:
            try:
                await attacker.socket.send(attacker.message().SerializeToString())
                await attacker.drain()
                for _ in range(min(left, 25)):
                    kind = dice.choices([kind for kind, _ in KINDS], [weight for _, weight in KINDS])[0]
                    data = kind(attacker, dice)
                    left -= 1
                    tally.sent[kind.__name__] += 1
                    await attacker.socket.send(data)
                    await attacker.drain()
            except ConnectionClosed:
                tally.closed += 1


async def bystander(address: str, cookie: str, quiz_id: str, over: asyncio.Event, tally: Tally) -> None:
    """Answer a quiz while the others attack; counts the answers that the server has acknowledged."""
    async with Learner(address, cookie, random.Random(1)) as learner:
        await quiz.enter(learner, quiz_id)
        while not over.is_set():
            if quiz.question(learner):
                await quiz.answer(learner)
                tally.stored += 1
            await quiz.move_on(learner)
            await asyncio.sleep(0.05)


async def run(address: str, cookies: list[str], quiz_id: str, count: int, seed: int) -> Tally:
    """Attack with all but the last of the cookies, which is the bystander's. Raises PageFault if they see a fault."""
    tally, over = Tally(), asyncio.Event()
    begun = time.monotonic()
    working = asyncio.create_task(bystander(address, cookies[-1], quiz_id, over, tally))
    await attack(address, cookies[:-1], count, seed, tally)
    over.set()
    await working
    tally.seconds = time.monotonic() - begun
    async with Learner(address) as visitor:
        await visitor.open()
    return tally


def wrongs(database: Path, log: Path, tally: Tally) -> list[str]:
    """What is wrong afterwards: with the file, with whose records there are, and what the server says of its pages.

    The bystander is the last of the people, and the log names each page that failed as a fault.
    """
    db = Database(database)
    found = [] if db.rows("PRAGMA integrity_check")[0]["integrity_check"] == "ok" else ["the file is damaged"]
    strangers = db.rows("SELECT id FROM people WHERE role <> 'learner'")
    strangers += db.rows("SELECT id FROM attempts WHERE person_id NOT IN (SELECT id FROM people)")
    found += ["somebody became more than a learner, or left records under no name"] if strangers else []
    kept = db.rows(
        """
        SELECT COUNT(*) AS n FROM answers JOIN attempts ON attempts.id = answers.attempt_id
        WHERE person_id = (SELECT id FROM people ORDER BY created_at DESC, email DESC LIMIT 1)
        """
    )[0]["n"]
    if kept < tally.stored:
        found.append(f"the bystander was told of {tally.stored} answers, and {kept} are there")
    return found + faults_of_ours(log.read_text(encoding="utf-8", errors="replace"))


def faults_of_ours(log: str) -> list[str]:
    """The faults in a log that passed through our code, each as what it was and where.

    Streamlit reads the values of widgets before our pages run; where it cannot, only whoever sent them sees a fault.
    """
    found = []
    for block in re.split(r"^(?=\d{4}-\d\d-\d\d )", log, flags=re.MULTILINE):
        passed = re.findall(rf'File "{re.escape(str(ROOT))}/([^"]+)", line (\d+)', block)
        places = [
            place for place in passed if "site-packages" not in place[0]
        ]  # an environment may stand in the folder
        if "Fault " in block and places:
            found.append(f"{block.split()[-1]} at {places[-1][0]}:{places[-1][1]}")
    return found


def failed_pages(log: str) -> int:
    """How many pages failed, for whoever sent what made them fail."""
    return len(re.findall(r"\bFault [0-9A-F]", log))


@click.command()
@click.option("--count", default=20_000, show_default=True, type=click.IntRange(1))
@click.option("--seed", default=1, show_default=True)
@click.option("--quiz", "quiz_id", default="export-controls", show_default=True)
def main(count: int, seed: int, quiz_id: str) -> None:
    """Start a server with records of its own, attack it, and say what came of it."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "progress.db"
        cookies = sign_in(database, 3)
        with running("this app", database) as server:
            before = server.memory()
            tally = asyncio.run(run(server.address, cookies, quiz_id, count, seed))
            grown = (server.memory() - before) / 1e6
        log = Path(folder) / "server.log"
        found = wrongs(database, log, tally)
        failed = failed_pages(log.read_text(encoding="utf-8", errors="replace"))
    click.echo(f"{tally.sent.total()} messages in {tally.seconds:.0f} s: {dict(tally.sent)}")
    click.echo(
        f"hung up {tally.closed} times; {tally.stored} answers stored meanwhile; memory {grown:+.0f} MB;"
        f" {failed} pages failed for whoever sent the message"
    )
    click.echo("\n".join(found) or "nothing went wrong")
    raise SystemExit(1 if found else 0)


if __name__ == "__main__":
    main()
