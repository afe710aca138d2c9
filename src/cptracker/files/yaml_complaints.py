"""What a YAML parser complains of, as a problem with its place and what to do about it."""

import re

from ruamel.yaml.error import MarkedYAMLError

from cptracker.files.yaml_nodes import SourcePlace
from cptracker.model.problems import Problem

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
