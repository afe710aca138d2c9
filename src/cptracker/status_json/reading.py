"""Files of JSON that hold statuses: saved ones, and papers that were published."""

import json
from pathlib import Path
from typing import Any, Final, NoReturn

from attrs import frozen

from cptracker.model.problems import UsageError
from cptracker.status_json.converting import from_json
from cptracker.status_json.status import READABLE, SCHEMA, StatusDocument

LARGEST: Final = 200_000_000
"""So many bytes at most has a file; the fullest status has some 4 million."""


@frozen(kw_only=True)
class FileWords:
    """What a file is called by those who read it, and what else they say of it.

    Attributes:
        noun: Such as `saved status`.
        whole: The same as one that must be whole.
        foreign: What is said of a JSON that is of another schema.
        not_json: What is said of a file that is no JSON.
        hint: What to do about it; empty where there is nothing to say.
    """

    noun: str
    whole: str
    foreign: str
    not_json: str
    hint: str = ""


def read_statuses(path: Path, words: FileWords) -> tuple[StatusDocument, ...]:
    """The status of each plan that a file holds.

    Args:
        path: The file.
        words: What its reader calls it.

    Raises:
        UsageError: When it cannot be read, is no JSON, is of another schema or version, or is not
            whole; then with every problem and its place.
    """
    loaded = _loaded(path, words)
    several = isinstance(loaded, list)
    documents = loaded if several else [loaded]
    for document in documents:
        if not isinstance(document, dict) or document.get("schema") not in READABLE:
            _refuse(f"{path} {words.foreign}", words)
    if not documents:
        _refuse(f"{path} holds no {words.noun}", words)
    return _structured(documents, path, words)


def _loaded(path: Path, words: FileWords) -> Any:
    try:
        if path.stat().st_size > LARGEST:
            _refuse(f"{path} is too large for a {words.noun}: at most {LARGEST:,} bytes", words)
        text = path.read_bytes().decode("utf-8-sig")
        return json.loads(text, parse_constant=_no_number)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from None
    except (ValueError, RecursionError):
        _refuse(f"{path} {words.not_json}", words)


def _no_number(_: str) -> NoReturn:
    """`NaN` and `Infinity` are no JSON, though Python reads them."""
    raise ValueError


def _structured(documents: list[Any], path: Path, words: FileWords) -> tuple[StatusDocument, ...]:
    from cptracker.status_json.problems import READING_ERRORS, problems_in

    statuses: list[StatusDocument] = []
    problems: list[str] = []
    for number, document in enumerate(documents):
        begin = (number,) if len(documents) > 1 else ()
        try:
            statuses.append(from_json({**document, "schema": SCHEMA}, StatusDocument))
        except READING_ERRORS as error:
            problems += problems_in(error, begin)
    if problems:
        listed = f" {problems[0]}" if len(problems) == 1 else "\n    ".join(["", *problems])
        _refuse(f"{path} is no whole {words.whole}:{listed}", words)
    return tuple(statuses)


def _refuse(message: str, words: FileWords) -> NoReturn:
    hint = f"\n    hint: {words.hint}" if words.hint else ""
    raise UsageError(f"{message}{hint}") from None
