"""Pages of the documentation as programs: the blocks of a page, and how each kind is run.

A page runs in a folder that holds `records`, `strategy` and `measures` as `cptracker init` writes
them. The comment above a block says what it is; docs/explanation/documentation.md lists the kinds.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from attrs import frozen

import cptracker
from cptracker.files.bundled import PACKAGE

ROOT = Path(__file__).parents[1]
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
        kind, _, what = (match["note"] or "").partition(": ")
        yield Block(
            kind=kind, what=what, form=match["form"], body=match["body"], span=match.span("body")
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


def shell(lines, folder):
    """Run lines as a user would, at 80 columns; each must succeed, but for what `check` finds."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    environment |= {
        "PATH": f"{folder / '.bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(Path(cptracker.__file__).parents[1]),
        "COLUMNS": "80",
        "NO_COLOR": "1",
        "PYTHONUTF8": "1",
    }
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", lines],
        cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8",
        check=False, timeout=300,
    )  # fmt: skip


def printed(command, folder):
    """What a command prints; it must succeed."""
    done = shell(command, folder)
    assert done.returncode == 0, f"{command}\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
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
