"""What may be published, from Python: protected beside all that was published, and remembered."""

import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

from cptracker.api.inputs import PlanLike, plan_of
from cptracker.api.protecting import (
    Entry,
    contradicting_words,
    entry_of_report,
    never_published,
    protect_report,
    protect_series,
    protect_sheet,
)
from cptracker.disclosure.ledger_lock import added_to
from cptracker.disclosure.open_ledger import OpenLedger, folder_of_plan, opened_ledger
from cptracker.files.atomic import write_files
from cptracker.model.arguments import PathsLike, each_of, paths_of
from cptracker.model.figures import Series
from cptracker.model.plan import Plan
from cptracker.model.problems import PlanError, UsageError
from cptracker.plan.reading import LoadedPlan
from cptracker.status.definitions import DefinitionSheet
from cptracker.status.report import StatusReport

PUBLIC = "public"


Exact = TypeVar("Exact", StatusReport, Series, DefinitionSheet, Sequence[Series])
"""What can be published: a status, a series, several together, or a definition sheet."""


NO_PATH = (
    "`plan` takes the plan's file or folder, or what `read_plan` gave: beside it stands the ledger "
    "of what was published"
)


UNCOUNTED = (
    "`{}` cannot be protected: the distinct children behind its figures were not counted; ask "
    "`cptracker.series` for it"
)


EXACT_BY_PLAN = (
    "the plan says that nothing is protected (`protection: none`), so its papers are restricted: "
    "`write_paper(report, …)` writes the exact one"
)


def publish(
    exact: Exact,
    *,
    plan: PlanLike,
    previous: PathsLike = (),
    forget: str | None = None,
) -> Exact:
    """The edition of figures that everybody may see, proved against all that was published before.

    The same rules, the same audit and the same ledger as those of the commands: small numbers are
    hidden, and whatever would give one away, alone or together with what was published of the plan
    before. What is given back counts as published from then on, for it is remembered in the folder
    `published` beside the plan before it is given back, whether you show it or not.

    Args:
        exact: A status from `build_status`; a series from `cptracker.series`, or several, which are
            protected together; or a definition sheet from `explain`. What is public already is
            given back as it is.
        plan: The plan's file or folder, or what `read_plan` gave. For a shipped plan it is
            remembered in the folder that you work in.
        previous: Earlier public papers in JSON that the ledger does not know; of a status alone.
        forget: Why what was published of the plan so far no longer counts.

    Returns:
        The same kind of value, public. Crossed breakdowns and geography below the authority are
        left out, with a warning; a warning too says what was published otherwise before.

    Raises:
        UsageError: When it cannot be protected, is of another plan, the ledger was changed or
            cannot be written, or something was published meanwhile.
        PlanError: When the plan cannot be used, or commentary states other figures than the status
            shows.
        DisclosureError: When a hidden number could still be worked out.

    Example:
        >>> import cptracker
        >>> plans = cptracker.series("peps-in-timescale", "records", by="sex")
        >>> public = cptracker.publish(plans, plan="strategy")
        >>> public.audience, public.whole[-1].numerator
        ('public', 389)
    """
    if _is_public(exact):
        return exact
    loaded, folder = _placed(plan)
    identifier = (loaded.plan.identifier if loaded.plan else "") or "plan"
    example = _is_example(exact)
    ledger = opened_ledger(folder, identifier, example_data=example, forget=forget)
    earlier = paths_of(previous, "previous")
    if earlier and not isinstance(exact, StatusReport):
        raise UsageError("`previous` is for a status; a series knows the ledger")
    edition: Exact
    edition, entry, corrections = _protected(exact, ledger, earlier, identifier)
    with added_to(entry):
        write_files(entry, private=True)
    for words in corrections:
        warnings.warn(words, UserWarning, stacklevel=2)
    return edition


def _protected(
    exact: Any, ledger: OpenLedger, previous: Sequence[Path], plan: str
) -> tuple[Any, Entry, tuple[str, ...]]:
    """The public edition, the ledger's files, and what is to be said."""
    if isinstance(exact, StatusReport):
        return _report(exact, ledger, previous, plan)
    if isinstance(exact, DefinitionSheet):
        _check_counted([exact.series])
        return protect_sheet(exact, ledger, related=exact.series.sums)
    many = _series_of(exact)
    _check_counted(many)
    related = tuple(dict.fromkeys(tie for series in many for tie in series.sums))
    public, entry, corrections = protect_series(many, ledger, related=related)
    breakdowns = dict.fromkeys(figure.group_by for series in many for figure in series.figures)
    gone = never_published([name for name in breakdowns if name])
    left_out = (f"left out, for it is not published: by {', '.join(gone)}",) if gone else ()
    is_single = isinstance(exact, Series)
    return public[0] if is_single else public, entry, (*left_out, *corrections)


def _report(
    report: StatusReport, ledger: OpenLedger, previous: Sequence[Path], plan: str
) -> tuple[StatusReport, Entry, tuple[str, ...]]:
    """A status for the public.

    Raises:
        UsageError: When it is of another plan, or its plan protects nothing.
        PlanError: When commentary states other figures.
    """
    if (report.plan_identifier or "plan") != plan:
        raise UsageError(f"the status is of `{report.plan_identifier}`, and the plan is `{plan}`")
    if report.protect_by == "none":
        raise UsageError(EXACT_BY_PLAN)
    wrong = contradicting_words(report)
    if wrong:
        raise PlanError(problems=wrong)
    public, corrections = protect_report(report, ledger, previous=previous)
    return public, entry_of_report(public, ledger, "publish"), corrections


def _is_public(exact: Any) -> bool:
    if isinstance(exact, StatusReport | Series | DefinitionSheet):
        return exact.audience == PUBLIC
    many = _series_of(exact)
    public = [series.audience == PUBLIC for series in many]
    if any(public) and not all(public):
        raise UsageError("some of the series are public already: hand over the exact ones of all")
    return bool(many) and all(public)


def _series_of(exact: Any) -> tuple[Series, ...]:
    """Several series.

    Raises:
        UsageError: When it is something else.
    """
    if isinstance(exact, Series):
        return (exact,)
    expected = "a status, series or a definition sheet"
    many = each_of(exact, "exact", expected)
    for series in many:
        if not isinstance(series, Series):
            raise UsageError(f"`exact` takes {expected}, not a {type(series).__name__}")
    return many


def _check_counted(many: Sequence[Series]) -> None:
    """Refuse figures behind which nobody counted the children.

    Raises:
        UsageError: When there are any.
    """
    for series in many:
        if series.about == "children" and not series.children_counted:
            raise UsageError(UNCOUNTED.format(series.measure))


def _is_example(exact: Any) -> bool:
    if isinstance(exact, StatusReport):
        return exact.example_data
    if isinstance(exact, DefinitionSheet):
        return exact.example
    return any(series.example_data for series in _series_of(exact))


def _placed(plan: PlanLike) -> tuple[LoadedPlan, Path]:
    """The plan, and the folder beside which its ledger stands.

    Raises:
        UsageError: When nobody knows where the plan is.
    """
    if isinstance(plan, Plan):
        raise UsageError(NO_PATH)
    loaded = plan_of(plan)
    return loaded, folder_of_plan(Path(loaded.path))
