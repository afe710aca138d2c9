"""What is wrong with a JSON, in words with the place in it: cattrs's errors come in groups.

A place is a path as tools for JSON write it, `priorities[0].title`, its lists counted from 0.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from cattrs import BaseValidationError, ClassValidationError, IterableValidationError

from cptracker.status_json.conversions import WrongJsonError

Steps = tuple[str | int, ...]
"""The way to a value from the outside: names in objects, numbers in lists."""


READING_ERRORS: Final = (BaseValidationError, WrongJsonError)
"""What `from_json` raises."""


def problems_in(error: Exception, begin: Steps = ()) -> Iterator[str]:
    """What is wrong, in words; what repeats in lists is told once, with how often.

    Args:
        error: As `from_json` raised it.
        begin: The way to what it was to read.

    Raises:
        Exception: The error itself, where it is none of reading.
    """
    alike: defaultdict[tuple[Steps, str], list[Steps]] = defaultdict(list)
    for steps, wrong in _faults(error, begin):
        names = tuple("" if isinstance(step, int) else step for step in steps)
        alike[names, wrong].append(steps)
    for (_, wrong), places in alike.items():
        first = f"`{place(places[0])}`" if places[0] else "it"
        yield f"{first} {wrong}{_more(len(places) - 1)}"


def _more(number: int) -> str:
    """That there are more of a problem."""
    if number == 0:
        return ""
    return f", and so {'is' if number == 1 else 'are'} {number:,} more like it"


def _faults(error: Exception, steps: Steps) -> Iterator[tuple[Steps, str]]:
    """Every fault in an error with its place, and what is wrong."""
    match error:
        case WrongJsonError():
            yield steps, f"is not {error}"
        case KeyError():
            yield steps, "is missing"
        case ClassValidationError():
            noted, exceptions = error.group_exceptions()
            for inner, note in noted:
                yield from _faults(inner, (*steps, note.name))
            yield from _of_all(exceptions, steps)
        case IterableValidationError():
            in_items, exceptions = error.group_exceptions()
            for inner, item in in_items:
                # what an object of any names calls its values is not ours, and so is not told
                step = (item.index,) if isinstance(item.index, int) else ()
                yield from _faults(inner, (*steps, *step))
            yield from _of_all(exceptions, steps)
        case _:
            raise error


def _of_all(errors: Iterable[Exception], steps: Steps) -> Iterator[tuple[Steps, str]]:
    for error in errors:
        yield from _faults(error, steps)


def place(steps: Steps) -> str:
    """The way to a value as a path.

    Example:
        >>> from cptracker.status_json.problems import place
        >>> place(("priorities", 0, "title"))
        'priorities[0].title'
    """
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    return path.removeprefix(".")
