# `just` lists the verbs; https://just.systems. Each is one command, so you need not have just to use them.

# list the verbs
default:
    @just --list --unsorted

# install the course, the tests' tools and the benchmarks' tools into the active environment
install:
    pip install -e '.[test,bench]'

# open the course on http://localhost:8501
serve *options:
    china-literacy serve {{ options }}

# open it and show changes of the code as they are saved
develop *options:
    streamlit run app.py --server.fileWatcherType=auto {{ options }}

# open it with invented learners, as their trainer
demo *options:
    china-literacy demo {{ options }}

# check the course: every file, every problem at once
check *options:
    china-literacy check {{ options }}

# run the tests, or some of them: just test tests/test_settings.py
test *options:
    pytest {{ options }}

# run the tests that need no browser
quick:
    pytest --ignore=tests/browser

# make the pictures of docs/screens anew: every page, light and dark, wide and narrow
screens:
    python -m tests.browser.screens

# lint, formatting and types
lint:
    ruff check .
    ruff format --check .
    mypy .

# mend what lint can mend
fix:
    ruff check --fix .
    ruff format .

# what an answer costs, beside a bare page and stock settings
bench *options:
    python -m benchmarks.rerun_cost {{ options }}

# everything that must hold before a change lands
ci:
    .ci/run
