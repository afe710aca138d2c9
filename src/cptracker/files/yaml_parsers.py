"""What gives the events of a YAML text: the parser in C where it is installed, or that in Python.

Both are ruamel.yaml's and give the same events for the texts of plans; where they might not, in a
text with tabs or with line breaks that YAML counts differently, the one in Python is asked. Its
words are also the ones for a text that is no YAML, so that every machine says the same.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from cptracker.files.yaml_nodes import SourcePlace
from cptracker.model.problems import Problem

ODD = re.compile(
    r"""[\t\r\x85\u2028\u2029\ufeff]       # tabs, breaks of lines and marks of byte order
      |[|>][-+0-9]*\#                     # a remark that touches the sign of a block
      |[|>][-+0-9]*[ ]*(?:[ ]\#[^\n]*)?\n+(?:[ ]*\#|[ ]+(?:\n|\Z))  # a block that begins with one
      |['"]:(?![ \n]|\Z)                  # a colon that touches a quote and what follows
      |^\.\.\.                             # the end of a document
    """,
    re.VERBOSE | re.MULTILINE,
)
"""What YAML 1.1 and 1.2, and so the two parsers, take differently."""


def python_events(text: str) -> Iterator[Any]:
    """The events of a text by the parser in Python.

    Raises:
        YAMLError: It is no YAML.
    """
    yield from YAML(typ="safe", pure=True).parse(text)


def c_events(text: str) -> Iterator[Any] | None:
    """The events of a text by the parser in C; None where that is not there, or is not asked.

    Raises:
        YAMLError: It is no YAML; raised by the iterator.
    """
    parser = _c_parser()
    if parser is None or ODD.search(text):
        return None
    return _events(parser(text))


def _events(parser: Any) -> Iterator[Any]:
    while parser.check_event():
        yield parser.get_event()


@cache
def _c_parser() -> Callable[[str], Any] | None:
    try:
        made: Callable[[str], Any] = import_module("ruamel.yaml.cyaml").CParser
    except ImportError:
        return None
    return made


def shipped_yaml(path: Path) -> Mapping[str, Any]:
    """What a YAML file of the package says; of the two parsers the one in C where it is there.

    The package's own files hold nothing that the two take differently, and a test compares them.
    """
    document: Mapping[str, Any] = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return document


QUOTED = re.compile(r"'(?!<)(?!\?+')[^']{3,}'")
"""Words of the file in a complaint; signs and the parser's own names of things may stay."""


HINTS = {
    "'\\t'": "indent with spaces, not with tabs",
    "cannot start any token": "put the text in quotes",
    "mapping values are not allowed": "put text that holds a colon in quotes, and line keys up",
    "unexpected end of stream": "a quotation mark is opened here and never closed",
    "could not find expected ':'": "a key is followed by a colon and a space",
    "<block end>": "line up the keys of a mapping, and the dashes of a list",
    "unknown escape": "write a backslash twice, or use single quotes",
    "<stream end>": "a bracket is opened and never closed",
}


AT_THE_START = ("unexpected end of stream", "could not find expected ':'")
"""Complaints whose cause is where the thing began, not where the parser gave up."""


DIRECTIVE = re.compile(r"(?:[ \t]*(?:#.*)?\n)*%")


def directive_problem(text: str, path: str) -> Problem | None:
    """That a text begins with a directive, through which it could change how it is read."""
    match = DIRECTIVE.match(text)
    if not match:
        return None
    place = SourcePlace(path, match[0].count("\n") + 1, 1)
    return place.problem("directives (`%`) are not read", "delete the line")


def syntax_problem(error: MarkedYAMLError, path: str) -> Problem:
    """What the parser in Python found wrong with a text, without the file's own words."""
    complaint = str(error.problem or error.context or "it cannot be read")
    began = error.context_mark and any(start in complaint for start in AT_THE_START)
    mark = error.context_mark if began else error.problem_mark or error.context_mark
    hint = next((hint for sign, hint in HINTS.items() if sign in complaint), None)
    place = SourcePlace(path, mark.line + 1, mark.column + 1) if mark else SourcePlace(path, 1, 1)
    hidden = QUOTED.sub("'…'", complaint)
    clean = "".join(letter if letter.isprintable() else "?" for letter in hidden[:120])
    return place.problem(f"not valid YAML: {clean}", hint)
