"""Keys of periods, as a plan writes them."""

import re
from collections.abc import Iterator

from cptracker.errors import Problem
from cptracker.loading.looking import readable
from cptracker.loading.nodes import Node, but_not
from cptracker.loading.scalars import text_of
from cptracker.periods import from_key

SLASHED_YEAR = re.compile(r"((?:19|20)[0-9]{2})[/-](?:20)?([0-9]{2})")
PERIOD_FORMS = "write 202425, 202425Q2, 2024-06, 202425AY or 2024-06T12, in quotes"


def is_period_key(text: str) -> bool:
    """Whether a period has this key."""
    try:
        from_key(text)
    except ValueError:
        return False
    return True


def period_problem(node: Node | None) -> Iterator[Problem]:
    """The problem of a text that is no period's key, with the one that was probably meant."""
    text = readable(node, text_of)
    if node is not None and text is not None and not is_period_key(text):
        message = f"`period` must be a period's key{but_not(text)}"
        yield node.place.problem(message, _likely(text))


def _likely(text: str) -> str:
    slashed = SLASHED_YEAR.fullmatch(text)
    key = f"{slashed[1]}{slashed[2]}" if slashed else ""
    return f"did you mean `{key}`?" if is_period_key(key) else PERIOD_FORMS
