"""The editions of a paper: each makes a document of a finished status; imported when asked for."""

from collections.abc import Callable
from importlib import import_module

from attrs import frozen

from cptracker.errors import UsageError
from cptracker.reports.document import Document
from cptracker.reports.text import listed
from cptracker.standing import StatusReport

Made = Callable[[StatusReport], Document]


@frozen(kw_only=True)
class Edition:
    """One way to tell a status.

    Attributes:
        module: Where its function is, below `cptracker.reports`.
        function: Takes a finished `StatusReport` and gives a `Document`.
        words: What it is for.
    """

    module: str
    function: str
    words: str


EDITIONS = {
    "panel": Edition(
        module="paper", function="panel_paper", words="the whole plan, in the order a panel reads"
    ),
}


def edition(name: str) -> Made:
    """The function of an edition.

    Raises:
        UsageError: When there is none of that name.
    """
    if name not in EDITIONS:
        raise UsageError(f"there is no edition `{name}`; there are {listed(EDITIONS)}")
    found = EDITIONS[name]
    made: Made = getattr(import_module(f"cptracker.reports.{found.module}"), found.function)
    return made
