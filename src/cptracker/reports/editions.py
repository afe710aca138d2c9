"""The editions of a paper: each makes a document of a finished status; imported when asked for."""

from collections.abc import Callable
from importlib import import_module

from attrs import frozen

from cptracker.errors import UsageError
from cptracker.reports.agreed import with_changes
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
        also: What `build_status` is to add to the plan's own for it.
        public_only: Whether there is no restricted form of it.
        back: How many periods of the plan's own series it needs; as many as is usual if None. What
            a paper does not show need not be protected in it.
    """

    module: str
    function: str
    words: str
    also: tuple[str, ...] = ()
    public_only: bool = False
    back: int | None = None


EDITIONS = {
    "panel": Edition(
        module="paper", function="panel_paper", words="the whole plan, in the order a panel reads"
    ),
    "scorecard": Edition(
        module="scorecard",
        function="scorecard",
        words="each indicator by the month and the year, beside others, in the council's form",
        also=("scorecard",),
        back=1,
    ),
    "rag": Edition(
        module="rag_pages",
        function="rag_pages",
        words="a page for each priority: data, analysis, action and next steps",
    ),
    "appendix": Edition(
        module="appendix",
        function="appendix",
        words="the data of an annual report: who is in care and who left, year by year",
        also=("appendix",),
        back=1,
    ),
    "plain": Edition(
        module="plain_words",
        function="plain_words",
        words="for children and young people, in plain words",
        public_only=True,
    ),
}


PUBLIC_ONLY = "the edition `{}` is for everybody: leave out `--audience restricted`"


def edition_named(name: str, audience: str = "public") -> Edition:
    """The edition of a name.

    Raises:
        UsageError: When there is none of that name, or none for that audience.
    """
    if name not in EDITIONS:
        raise UsageError(f"there is no edition `{name}`; there are {listed(EDITIONS)}")
    found = EDITIONS[name]
    if found.public_only and audience != "public":
        raise UsageError(PUBLIC_ONLY.format(name))
    return found


def edition(name: str) -> Made:
    """The function of an edition, whose document says first what is not counted as agreed.

    Raises:
        UsageError: When there is none of that name.
    """
    found = edition_named(name)
    made: Made = getattr(import_module(f"cptracker.reports.{found.module}"), found.function)
    return lambda report: with_changes(made(report), report)
