"""Pages of the documentation as programs: the blocks of a page, and how each kind is run.

A page runs in a folder that holds `records`, `strategy` and `measures` as `cptracker init` writes
them. The comment above a block says what it is; docs/explanation/documentation.md lists the kinds.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from contextlib import contextmanager
from functools import wraps
from pathlib import Path

import pytest
from attrs import frozen
from click.testing import CliRunner

import cptracker
from cptracker.cli.app import app
from cptracker.engine import series as engine_series
from cptracker.files.bundled import PACKAGE
from cptracker.records import loading

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.glob("[!_]*/*.md")))
PAGES = tuple(path for path in (*PAGES, DOCS / "index.md") if "generated" not in path.parts)

BLOCK = re.compile(
    r"(?:^<!-- (?P<note>[^\n]+) -->\n)?^```(?P<form>[\w{}]+)[^\n]*\n(?P<body>.*?)^```$",
    re.DOTALL | re.MULTILINE,
)

KINDS = ("output of", "lines of", "file", "save as", "not run", "run by .ci/run")


@frozen(kw_only=True)
class Block:
    """One block of code of a page.

    Attributes:
        kind: One of `KINDS`; empty where nothing is said above it.
        what: What the comment names: a command, a path or a reason.
        form: The language.
        body: The text in it.
        span: Where the text stands in the page.
    """

    kind: str
    what: str
    form: str
    body: str
    span: tuple[int, int]


def name_of(path):
    """The page as a test names it."""
    return path.relative_to(ROOT).as_posix()


def blocks(text):
    """Every block of a page, in order."""
    for match in BLOCK.finditer(text):
        kind, _, setting = (match["note"] or "").partition(": ")
        yield Block(
            kind=kind, what=setting, form=match["form"], body=match["body"], span=match.span("body")
        )


def prose(text):
    """A page without its blocks of code."""
    return BLOCK.sub("", text)


def working_folder(folder):
    """Fill a folder as `cptracker init` does, and put `cptracker` on the path of its commands."""
    (folder / "records").symlink_to(PACKAGE / "example_records")
    (folder / "tests").symlink_to(ROOT / "tests")
    shutil.copytree(ROOT / "strategy", folder / "strategy")
    shutil.copytree(ROOT / "measures", folder / "measures", ignore=shutil.ignore_patterns("__*"))
    program = folder / ".bin" / "cptracker"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cptracker "$@"\n', "utf-8")
    program.chmod(0o755)
    return folder


@contextmanager
def records_read_once():
    """Within it the example records are read once, however many commands and examples use them."""
    real, known = loading.load_records, {}
    example = PACKAGE / "example_records"

    @wraps(real)
    def load_records(paths, **options):
        several = list(paths) if isinstance(paths, list | tuple) else [paths]
        options = {name: value for name, value in options.items() if name != "progress"}
        key = str(several), str(options)
        paths_alone = all(isinstance(value, str | Path) for value in several)
        if (
            not paths_alone
            or [Path(path).resolve() for path in several] != [example]
            or options.get("mapping")
        ):
            return real(paths, **options)
        if key not in known:
            known[key] = real(paths, **options)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loading, "load_records", load_records)
        patch.setattr("cptracker.load_records", load_records, raising=False)
        patch.setattr("cptracker.api.inputs.load_records", load_records)
        patch.setattr("cptracker.engine.series._filled", _counted_once())
        yield


def _counted_once():
    """What fills in the figures of a series; those that ship, of records read once, it does once.

    Page after page shows the same measures of the same records, which tests of the engine count.
    """
    real, known = engine_series._filled, {}

    @wraps(real)
    def filled(blank, measure, by, query, *, distinct_children):
        if measure.origin != "shipped":
            return real(blank, measure, by, query, distinct_children=distinct_children)
        facts = (tuple(by), query.grid.periods, query.as_at, distinct_children, blank)
        key = (id(measure), id(query.records._made), facts)  # one for all days they are told for
        if key not in known:
            counted = real(blank, measure, by, query, distinct_children=distinct_children)
            known[key] = measure, query.records, counted  # kept, so that no id is used again
        return known[key][2]

    return filled


SCREEN = {"COLUMNS": "80", "NO_COLOR": "1", "PYTHONUTF8": "1"}

FOR_A_SHELL = re.compile(r"[|&;<>$*`]")


def printed(lines, folder):
    """What commands print at 80 columns; each must succeed.

    Those that are nothing but cptracker's run in this process, which saves a start of Python each.
    """
    commands = lines.replace("\\\n", " ").strip().splitlines()
    if FOR_A_SHELL.search(lines) or not all(
        command.startswith("cptracker ") for command in commands
    ):
        return in_a_shell(lines, folder)
    return "".join(in_this_process(command) for command in commands)


def in_this_process(command):
    """What one command of cptracker's prints."""
    result = CliRunner(env=SCREEN).invoke(app, shlex.split(command)[1:], prog_name="cptracker")
    assert result.exit_code == 0, f"{command}\n{result.output[-2000:]}"
    return result.stdout


def in_a_shell(lines, folder):
    """What lines print that need a shell."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    environment |= {
        "PATH": f"{folder / '.bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(Path(cptracker.__file__).parents[1]),
        **SCREEN,
    }
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", lines],
        cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8",
        check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, f"{lines}\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
    return done.stdout


def new_body(block, folder, names):
    """Run a block; the text that should stand in it, where the page quotes something."""
    if block.kind == "output of":
        return printed(block.what, folder)
    if block.kind == "file":
        return (ROOT / block.what).read_text(encoding="utf-8")
    if block.kind == "lines of":
        lines = printed(block.what, folder).splitlines()
        assert [line for line in block.body.splitlines() if line not in lines] == []
    elif block.kind == "save as":
        path = folder / block.what
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.body, encoding="utf-8")
    elif block.kind == "" and block.form == "sh":
        printed(block.body, folder)
    elif block.kind == "" and block.form == "python":
        exec(compile(block.body, "page", "exec"), names)
    return block.body
