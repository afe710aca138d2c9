"""What all tests share: reproducible Hypothesis runs, and snapshots of what people will see."""

import os
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings

SNAPSHOTS = Path(__file__).parent / "snapshots"

os.environ.setdefault("SOURCE_DATE_EPOCH", "1781784000")  # 18 June 2026, the day of a meeting
os.environ.setdefault("CPTRACKER_NO_CACHE", "1")  # the tests of what is kept take it away

settings.register_profile("default", deadline=None)
settings.register_profile("ci", derandomize=True, deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "default")


def pytest_addoption(parser):
    parser.addoption("--snapshot-update", action="store_true", help="write snapshots anew")


@pytest.fixture
def snapshot(request):
    """Compare a text with the one stored under `tests/snapshots/`, or write it anew."""

    def compare(text, name):
        path = SNAPSHOTS / name
        if request.config.getoption("--snapshot-update"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.exists(), f"no {path}; write it with pytest --snapshot-update"
        assert text == path.read_text(encoding="utf-8")

    return compare


@pytest.fixture(scope="session")
def council(tmp_path_factory):
    """The records of a small example council, written once."""
    from cptracker.synthetic.records import write_example

    folder = tmp_path_factory.mktemp("council") / "records"
    write_example(folder, children=40, years=2, seed=3)
    return folder


@pytest.fixture(scope="session")
def sound_example(tmp_path_factory):
    """The example records as they are shipped, but that no return contradicts another."""
    from cptracker.synthetic.records import write_example

    folder = tmp_path_factory.mktemp("sound") / "records"
    write_example(folder, contradictions=False)
    return folder


@pytest.fixture
def here(tmp_path, monkeypatch, council):
    """A working folder for the command line, entered."""
    from command_line import working_folder

    monkeypatch.chdir(tmp_path)
    return working_folder(tmp_path, council)


@pytest.fixture
def few_tables(here):
    """The same folder with the header and OC2 alone, where what a test asks is of no table.

    A command then counts the few measures of these two, and hides the few figures of those.
    """
    for path in (here / "records").rglob("*.csv"):
        if path.stem not in ("header", "oc2"):
            path.unlink()
    return here


@pytest.fixture
def make_inputs(tmp_path):
    """A small plan with its measures and records."""
    from small_plan import small_inputs

    return partial(small_inputs, tmp_path)
