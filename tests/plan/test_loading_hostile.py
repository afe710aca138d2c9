"""No file, however damaged or hostile, costs more than a moment or ends in a traceback."""

import os
import socket
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from work_done import counted

from cptracker.files.yaml_files import MAX_BYTES
from cptracker.model.problems import Problem
from cptracker.plan.reading import read_plan

N = MAX_BYTES
MOST_CALLS = 30 * N
"""Function calls that reading may take: some for each byte, and not for each byte the others."""

LAUGHS = "a: &a [ha, ha]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join([f'*{chr(97 + i)}'] * 9)}]\n" for i in range(20)
)


def problems_of(content: bytes, folder: Path) -> tuple[Problem, ...]:
    """Reads the bytes as a plan, with no more work than is allowed, and returns what was told."""
    path = folder / "plan.yaml"
    path.write_bytes(content)
    loaded, calls = counted(lambda: read_plan(path))
    assert calls < MOST_CALLS
    assert loaded.plan is None
    assert loaded.problems
    return loaded.problems


HOSTILE = [
    pytest.param(LAUGHS, "1:4: anchors and aliases", id="billion laughs"),
    pytest.param(
        "plan: !!python/object/apply:os.system [echo]",
        "1:7: the tag `tag:yaml.org,2002:python/object/apply:os…`",
        id="python object",
    ),
    pytest.param("[" * N, "the line is too long", id="brackets on one line"),
    pytest.param("[" * 9000, "1:21: lists or mappings stand more than 20 deep", id="brackets"),
    pytest.param("[\n" * (N // 2), "21:1: lists or mappings", id="brackets on many lines"),
    pytest.param("- " * 4000, "1:41: lists or mappings", id="dashes"),
    pytest.param("? " * 4000, "1:41: lists or mappings", id="complex keys"),
    pytest.param("{a: " * 2000, "1:81: lists or mappings", id="braces"),
    pytest.param("- []\n" * (N // 5), "30000:3: the file holds more than 30,000", id="many values"),
    pytest.param("- {a: b}\n" * (N // 9), "the file holds more than 30,000", id="many lines"),
    pytest.param("- *a\n" * (N // 5), "1:3: anchors and aliases", id="many aliases"),
    pytest.param(
        "".join(f"k{i}: v\n" for i in range(9_000)), "1:1: unknown key `k0`", id="many keys"
    ),
    pytest.param("a" * (N + 1), "the file is too big, expected at most 500,000", id="too big"),
    pytest.param("a: " + "b" * N, "the file is too big", id="long text"),
    pytest.param("a:" + "\n b" * (N // 4), "1:1: unknown key `a`", id="long folded text"),
    pytest.param("!<" + "a" * 9000 + "> b", "1:1: the tag `aaa", id="long tag"),
    pytest.param("&" + "a" * 9000 + " b", "1:1: anchors and aliases", id="long anchor"),
    pytest.param("%A\n" * (N // 3), "1:1: directives", id="directives"),
    pytest.param("a\n...\n%YAML 1." + "1" * 9000 + "\n---\n", "not valid YAML", id="huge version"),
    pytest.param("---\n" * (N // 4), "2:1: a second document", id="many documents"),
    pytest.param("#\n" * (N // 2), "`plan` is missing", id="comments"),
    pytest.param("\n" * N, "`plan` is missing", id="empty lines"),
    pytest.param('"' + "a " * 4000, "1:1: not valid YAML", id="quote never closed"),
    pytest.param("a: 1" + "0" * 9000, "1:1: unknown key `a`", id="long number"),
    pytest.param(
        "targets:\n  - {measure: a, since: 2024-04-01, source: b, value: 1" + "0" * 9000 + "}",
        "2:55: `value` must be a number written out",
        id="number of nine thousand digits",
    ),
    pytest.param(
        "targets:\n  - {measure: a, since: 2024-04-01, source: b, value: 1e999999999}",
        "2:55: `value` must be a number written out",
        id="huge exponent",
    ),
    pytest.param(
        "principles:\n  - {number: 999999999, text: a}",
        "2:14: `number` 999999999 leaves a gap: 1 is missing",
        id="huge gap",
    ),
]


@pytest.mark.parametrize(("text", "expected"), HOSTILE)
def test_hostile_yaml(text, expected, tmp_path):
    """Refused in bounded time, with the place."""
    problems = problems_of(text.encode(), tmp_path)
    assert len(problems) <= 1001
    first = f"{problems[0].place}: {problems[0].message}"
    assert any(expected in f"{problem.place}: {problem.message}" for problem in problems), first


def test_a_flood_of_mistakes_is_cut_and_said_to_be(tmp_path):
    text = "".join(f"k{i}: v\n" for i in range(9_000))
    problems = problems_of(text.encode(), tmp_path)
    assert len(problems) == 1001
    assert problems[-1].message == "there are more mistakes; these are 1,000 of them"


def test_laughs_take_no_memory(tmp_path):
    """Nothing is ever expanded."""
    path = tmp_path / "plan.yaml"
    path.write_text(LAUGHS, encoding="utf-8")
    read_plan(path)
    tracemalloc.start()
    read_plan(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


ENCODINGS = [
    pytest.param(
        "plan: {}\n".encode("utf-16"), "", "the file is UTF-16 text, expected UTF-8", id="UTF-16"
    ),
    pytest.param(
        "plan: {}\n".encode("utf-16-be"),
        ":1:1",
        "the character U+0000 has no place in a text file",
        id="UTF-16 without a mark",
    ),
    pytest.param(
        "plan:\n  title: Children\u2019s plan\n".encode("cp1252"),
        ":2:18",
        "byte 0x92 is not UTF-8 text",
        id="Windows-1252",
    ),
    pytest.param(
        b"plan:\n  title: a\0b\n",
        ":2:11",
        "the character U+0000 has no place in a text file",
        id="NUL",
    ),
    pytest.param(
        b"plan:\r\n  title: \x1b[31m\n",
        ":2:10",
        "the character U+001B has no place in a text file",
        id="terminal code",
    ),
    pytest.param(
        "é: é\x07".encode(), ":1:5", "the character U+0007 has no place in a text file", id="bell"
    ),
]


@pytest.mark.parametrize(("content", "place", "message"), ENCODINGS)
def test_other_encodings(content, place, message, tmp_path):
    """Only UTF-8 is text; the first byte that is not has a line and a column, in characters."""
    (problem,) = problems_of(content, tmp_path)
    assert problem.place == f"{tmp_path / 'plan.yaml'}{place}"
    assert problem.message == message
    assert problem.hint is not None


def test_a_path_that_is_not_there():
    (problem,) = read_plan(Path("no-such-plan")).problems
    assert str(problem) == "no-such-plan: there is no such file or folder"


@pytest.mark.parametrize("path", ["a\0b", "a" * 5000, "a/" * 3000])
def test_a_path_that_cannot_be(path):
    (problem,) = read_plan(Path(path)).problems
    assert problem.message.startswith(("there is no such file", "cannot be opened: "))


def test_a_folder_without_yaml(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan" / "notes.txt").touch()
    (tmp_path / "plan" / "._plan.yaml").write_bytes(b"\0\5\x16\7")
    (problem,) = read_plan(Path("plan")).problems
    assert str(problem).splitlines() == [
        "plan: this folder has no YAML file, expected a plan as *.yaml",
        "    hint: name the folder that holds the plan, or one file",
    ]


def test_a_folder_named_like_a_file(tmp_path):
    """It is told, and the other files are read all the same."""
    (tmp_path / "x.yaml").mkdir()
    (tmp_path / "y.yml").write_text("targts: []\n", encoding="utf-8")
    problems = read_plan(tmp_path).problems
    assert [problem.message for problem in problems] == [
        "this is a folder, expected a YAML file",
        "unknown key `targts`",
    ]


def test_a_file_that_may_not_be_read(tmp_path, monkeypatch):
    def refuse(self: Path, *args: object, **kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "x.yaml").touch()
    monkeypatch.setattr(Path, "open", refuse)
    (problem,) = read_plan(tmp_path).problems
    assert problem.message == "cannot be opened: permission denied"
    assert problem.path == str(tmp_path / "x.yaml")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "x.yaml")
    (problem,) = read_plan(tmp_path).problems
    assert problem.message == "this is no ordinary file, expected a YAML file"


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no symbolic links here")
def test_links_that_lead_nowhere(tmp_path):
    """A link to itself or to what is gone is a file that is not there."""
    (tmp_path / "x.yaml").symlink_to("x.yaml")
    (tmp_path / "y.yaml").symlink_to("gone.yaml")
    problems = read_plan(tmp_path).problems
    assert {problem.message for problem in problems} == {"there is no such file or folder"}


TOKENS = [
    *["plan:", "priorities:", "- ", "  ", "\n", "\n  ", ": ", "{", "}", "[", "]", ", ", "? "],
    *['"', "'", "|", ">-", "&a", "*a", "!!", "!<", "%YAML ", "---", "...", "#", "\t", "\\", "\r"],
    *["title", "number: 1", "1.10", "true", "2024-02-30", '"\\UFFFFFFFF"', '"\\ud800"', "\ufeff"],
    *["\n- {a: b}", "\n  - {a: 1, b: 'c'}", "\n- {a: b, a: c} # d", "\ue000", "\x85", "\u2028"],
]
TEXTS = st.one_of(st.lists(st.sampled_from(TOKENS), max_size=40).map("".join), st.text())


@given(content=st.one_of(st.binary(), TEXTS.map(lambda text: text.encode("utf-8", "replace"))))
@example(content=b'"\\U00110000"')
@example(content=b"!<%zz> a")
@example(content=b"\xff\xfe")
def test_nothing_raises(content, tmp_path_factory):
    """Whatever the bytes, there is no plan in them, and something is told."""
    path = tmp_path_factory.getbasetemp() / "random.yaml"
    path.write_bytes(content)
    loaded = read_plan(path)
    assert loaded.plan is None
    assert loaded.problems
    for problem in loaded.problems:
        assert "\n" not in problem.message
        assert problem.path == str(path)
