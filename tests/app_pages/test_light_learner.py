"""What a learner does must not make the server load pandas or Altair: that costs memory and 30 ms per click."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys
from importlib.abc import MetaPathFinder
from pathlib import Path

from tests.app_pages.school import RIGHT, School, services
from tests.bread import Bread

HEAVY = ("pandas", "altair")
for name in [name for name in sys.modules if name.partition(".")[0] in HEAVY]:
    del sys.modules[name]  # the test harness itself loads them

class Refuse(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in HEAVY:
            raise AssertionError(f"a page loads {name}")
        return None

school = School(Bread(Path(sys.argv[1]) / "bread"))
services.token = lambda: school.cookie
services.now = lambda: school.now
ada = school.learner()
sys.meta_path.insert(0, Refuse())
done = []
done.append(ada.open("/").title)
done.append(ada.open("/module?m=oven").title)
assert ada.app.get("arrow_vega_lite_chart") or ada.app.get("vega_lite_chart"), "no chart was drawn"
done.append(ada.open("/module?m=dough&s=starter").press_key("next").title)
ada.press("Start the quiz")
while not ada.title.startswith("Review"):
    ada.answer(RIGHT[ada.question_id()]).press("Save and")
done.append(ada.press("Submit my answers").title)
for address in ("/record", "/glossary", "/resources", "/search?q=flour", "/practice?x=tones", "/review"):
    done.append(ada.open(address).title)
print(done)
"""


def test_a_learner_s_way_loads_neither_pandas_nor_altair(tmp_path: Path) -> None:
    course = {"LITERACY_COURSE": str(tmp_path / "bread"), "LITERACY_DB": str(tmp_path / "progress.db")}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path)],
        cwd=ROOT,
        env={"PATH": "", **course},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "'You passed', 'My record', 'Glossary', 'Resources', 'Search', 'See the tones'" in done.stdout
    assert "'See the tones', 'Nothing to review yet'" in done.stdout
