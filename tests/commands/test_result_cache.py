"""A status that is shown again: the same bytes, and never where anything has changed."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cptracker.cli.result_cache import key_of
from cptracker.files.result_cache import keep_result, kept_result

PLAN = """\
plan: {identifier: p, title: A plan, council: Southampton, period: 2022-2027, source: Board}
priorities:
  - number: 1
    title: Homes
    place: Priority 1
    deliverables: []
    success_measures:
      - {ref: "1.1", title: In care, place: here, measures: [children-looked-after]}
"""

EPISODES = """\
CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN
EXMPL1,01/05/2024,S,C2,N1,U6,PR1,,,,ZX1 1ZZ,ZX1 2ZZ,
"""


@pytest.fixture
def place(tmp_path):
    """A plan, a return, a measure of one's own, and a cache that is empty."""
    for name, text in {
        "strategy/plan.yaml": PLAN,
        "records/2025/episodes.csv": EPISODES,
        "records/2025/note.txt": "not read",
        "own/helper.py": "NUMBER = 1\n",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def status(place, *options, **environment):
    """Standard output, standard error and exit code of a status in a process of its own."""
    environ = {**os.environ, "XDG_CACHE_HOME": str(place / "cache"), **environment}
    environ.pop("CPTRACKER_NO_CACHE", None)
    command = [sys.executable, "-m", "cptracker", "status", *options]
    run = subprocess.run(command, cwd=place, env=environ, capture_output=True, check=False)
    return run.stdout, run.stderr, run.returncode


def results(place):
    return sorted((place / "cache" / "cptracker").glob("*.json"))


@pytest.mark.parametrize("options", [["--full"], ["--format", "json"]], ids=["table", "json"])
def test_cold_and_warm_show_the_same_bytes(place, options):
    cold = status(place, *options)
    (entry,) = results(place)
    written = entry.stat().st_mtime_ns
    warm = status(place, *options)

    assert warm == cold
    assert warm == status(place, *options, "--no-cache")
    assert [path.stat().st_mtime_ns for path in results(place)] == [written]


def test_what_is_kept_is_the_users_own_and_holds_no_child(place):
    status(place)
    (entry,) = results(place)

    assert entry.stat().st_mode & 0o777 == 0o600
    assert entry.parent.stat().st_mode & 0o777 == 0o700
    assert "EXMPL1" not in entry.read_text(encoding="utf-8")


def test_nothing_is_kept_unasked_or_of_a_file(place):
    status(place, "--no-cache")
    status(place, "--format", "json", "-o", "status.json")

    assert not (place / "cache").exists()


def test_warm_run_imports_no_engine(place):
    status(place, PYTHONPROFILEIMPORTTIME="1")
    _, said, _ = status(place, PYTHONPROFILEIMPORTTIME="1")

    assert b"cptracker.cli.result_cache" in said
    assert not re.search(rb"\| +(polars|duckdb|narwhals)\b", said)


def test_two_processes_at_once_keep_one_whole_result(place):
    environment = {**os.environ, "XDG_CACHE_HOME": str(place / "cache")}
    environment.pop("CPTRACKER_NO_CACHE", None)
    command = [sys.executable, "-m", "cptracker", "status"]
    both = [
        subprocess.Popen(command, cwd=place, env=environment, stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    shown = [process.communicate()[0] for process in both]

    assert shown[0] == shown[1]
    assert len(results(place)) == 1
    assert status(place)[0] == shown[0]


def key(place, options="status", environment=()):
    return key_of(
        options, [place / "strategy", place / "records", place / "own"], dict(environment)
    )


CHANGES = {
    "a byte of the records": lambda at: (at / "records/2025/episodes.csv").write_text(
        EPISODES.replace("01/05", "02/05")
    ),
    "a byte of the plan": lambda at: (at / "strategy/plan.yaml").write_text(PLAN + "\n"),
    "a helper beside a measure": lambda at: (at / "own/helper.py").write_text("NUMBER = 2\n"),
    "a file more": lambda at: (at / "records/2025/more.csv").write_text(""),
    "a file less": lambda at: (at / "records/2025/note.txt").unlink(),
    "a file of another name": lambda at: (at / "records/2025/note.txt").rename(at / "records/n"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_any_change_of_a_file_is_another_key(place, change):
    before = key(place)
    assert key(place) == before

    change(place)

    assert key(place) != before


def test_file_as_long_and_as_old_as_before_is_another_key(place):
    path, before = place / "records/2025/episodes.csv", key(place)
    times = path.stat()
    path.write_text(EPISODES.replace("01/05", "03/05"), encoding="utf-8")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))

    assert key(place) != before


def test_options_day_environment_and_packages_are_part_of_the_key(place, monkeypatch, tmp_path):
    before = key(place)

    assert key(place, options="status --engine duckdb") != before
    assert key(place, environment=[("COLUMNS", "100")]) != before
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1781870400")
    assert key(place) != before
    monkeypatch.undo()
    (tmp_path / "site" / "polars-9.9.9.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    with_other_version = key(place)
    assert with_other_version not in (None, before)
    (tmp_path / "site" / "polars-9.9.9.dist-info").rename(
        tmp_path / "site" / "polars-9.9.8.dist-info"
    )
    assert key(place) != with_other_version


def test_nothing_is_kept_where_an_installed_package_brings_measures(place, monkeypatch, tmp_path):
    info = tmp_path / "site" / "theirs-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "entry_points.txt").write_text("[cptracker.measures]\ntheirs = theirs\n")
    monkeypatch.syspath_prepend(str(tmp_path / "site"))

    assert key(place) is None


RESULT = {"parts": [["out", "12 children\n"]], "exit": 0}


def own_folder(tmp_path):
    folder = tmp_path / "cptracker"
    keep_result(folder, "k", RESULT)
    assert kept_result(folder, "k") == RESULT
    return folder


def cut(folder):
    path = folder / "k.json"
    path.write_bytes(path.read_bytes()[:-9])


def changed(folder):
    path = folder / "k.json"
    path.write_text(path.read_text().replace("12", "13"))


def linked(folder):
    (folder / "k.json").rename(folder / "elsewhere")
    (folder / "k.json").symlink_to(folder / "elsewhere")


FOREIGN = {
    "cut short": cut,
    "a changed number": changed,
    "no text": lambda folder: (folder / "k.json").write_bytes(b"\xff\xfe"),
    "another form": lambda folder: (folder / "k.json").write_text("[1]"),
    "of another key": lambda folder: (folder / "other.json").rename(folder / "k.json"),
    "open to the group": lambda folder: (folder / "k.json").chmod(0o640),
    "in an open folder": lambda folder: folder.chmod(0o755),
    "a link": linked,
    "of two names": lambda folder: os.link(folder / "k.json", folder / "second"),
    "a pipe": lambda folder: ((folder / "k.json").unlink(), os.mkfifo(folder / "k.json", 0o600)),
}


@pytest.mark.parametrize("spoil", FOREIGN.values(), ids=FOREIGN.keys())
def test_corrupt_or_foreign_results_are_passed_over(tmp_path, spoil):
    folder = own_folder(tmp_path)
    keep_result(folder, "other", RESULT)

    spoil(folder)

    assert kept_result(folder, "k") is None


def test_result_in_a_folder_of_somebody_else_is_passed_over(tmp_path, monkeypatch):
    folder = own_folder(tmp_path)
    monkeypatch.setattr(os, "geteuid", lambda: folder.stat().st_uid + 1)

    assert kept_result(folder, "k") is None
    keep_result(folder, "more", RESULT)
    assert not (folder / "more.json").exists()


def test_nothing_is_said_where_nothing_can_be_kept(tmp_path):
    path = tmp_path / "file"
    path.write_text("")

    keep_result(path / "cptracker", "k", RESULT)

    assert kept_result(path / "cptracker", "k") is None
    assert Path(path).read_text() == ""
