"""The definition sheet of a measure, and what public papers give away."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import evolve

from cptracker.api.inputs import MeasureLike, PlanLike, RecordsLike, RegistryLike, inputs_of
from cptracker.audit.audit import audit as audit_figures
from cptracker.audit.findings import DisclosureFinding
from cptracker.audit.papers import PublishedPaper, of_paper, read_papers
from cptracker.contract.status import status_text
from cptracker.files.bundled import bundled
from cptracker.model.arguments import (
    DayLike,
    EveryLike,
    PathLike,
    Progress,
    day_of,
    each_of,
    every_of,
    path_of,
    without_progress,
)
from cptracker.model.problems import UsageError
from cptracker.model.protection import rules_named
from cptracker.plan.values.reading import ValuesLike
from cptracker.status.definitions import PERIODS_SHOWN, DefinitionSheet
from cptracker.status.definitions import explain as definition_sheet
from cptracker.status.report import StatusReport

MOST_BACK = 400
"""More periods than records reach back."""


def explain(
    measure: MeasureLike,
    records: RecordsLike | None = None,
    *,
    plan: PlanLike | None = None,
    every: EveryLike | None = None,
    back: int = PERIODS_SHOWN,
    as_at: DayLike | None = None,
    registry: RegistryLike = (),
    values: ValuesLike = (),
) -> DefinitionSheet:
    """The definition sheet of a measure: what it counts, its rule, its last figures.

    Args:
        measure: Its identifier, the reference of the success measure that it answers, or the
            measure itself.
        records: Records, a folder or zip of files, several of them, or frames by table; None where
            values are typed and there are no records.
        plan: The plan whose targets and agreed definitions hold; the shipped one if None.
        every: How often; the measure's own if None.
        back: How many periods are shown.
        as_at: The day it is told for; the records' own if None.
        registry: The measures, from `find_measures`, or the folders of your own plug-ins.
        values: The plan's typed values, or the files and folders that hold them.

    Returns:
        The exact sheet, which is restricted; `publish` protects it.

    Raises:
        UsageError: When there is no such measure, or an argument is of no use.
        RecordsError: When the records cannot be read at all.
        PlanError: When the plan cannot be used.
        MeasureError: When the plug-in fails.

    Example:
        >>> import cptracker
        >>> sheet = cptracker.explain("peps-in-timescale", "records", plan="strategy", back=2)
        >>> sheet.audience, [figure.numerator for figure in sheet.figures]
        ('restricted', [384, 389])
    """
    if not isinstance(back, int) or not 1 <= back <= MOST_BACK:
        raise UsageError(f"`back` is a whole number from 1 to {MOST_BACK}, not {back!r}")
    day = day_of(as_at, "as_at")
    inputs = inputs_of(
        measure,
        records,
        registry=registry,
        plan=bundled("strategy") if plan is None else plan,
        values=values,
        as_at=day,
    )
    whole_plan = inputs.loaded.plan if inputs.loaded else None
    if whole_plan is None:
        raise UsageError("a definition sheet needs a plan: give `plan`")
    with inputs.records.turn():
        sheet = definition_sheet(
            inputs.measure, whole_plan, inputs.records, every=every_of(every), back=back, as_at=day
        )
    return evolve(sheet, series=evolve(sheet.series, sums=inputs.related))


def audit_papers(
    papers: PathLike | StatusReport | Iterable[PathLike | StatusReport],
) -> tuple[DisclosureFinding, ...]:
    """Try to find hidden numbers in papers for the public, alone and together.

    Args:
        papers: Papers in JSON, as `write_paper` and the commands write them, or what `publish`
            gave; one or several.

    Returns:
        What can be worked out, each with its place, what it can be, and the figures that betray it;
        nothing where no hidden number can be worked out.

    Raises:
        UsageError: When one is no public paper, or the latest was not protected.

    Example:
        >>> import cptracker
        >>> plan, records = cptracker.read_plan("strategy"), cptracker.load_records("records")
        >>> report = cptracker.build_status(
        ...     plan, cptracker.find_measures(), records, priorities=[7], back=1
        ... )
        >>> cptracker.audit_papers(cptracker.publish(report, plan=plan))
        ()
    """
    single = isinstance(papers, str | Path | StatusReport)
    papers_given = (papers,) if single else each_of(papers, "papers", "a paper, or several")
    return audited([paper for each in papers_given for paper in _read(each)])


def audited(
    papers: Sequence[PublishedPaper], progress: Progress = without_progress
) -> tuple[DisclosureFinding, ...]:
    """What can be worked out from papers, by the rules of the latest.

    Raises:
        UsageError: When there is none, or the latest was not protected.
    """
    if not papers:
        raise UsageError("`papers` names none")
    latest = max(papers, key=lambda paper: paper.as_at)
    rules = rules_named(latest.profile)
    if rules is None:
        raise UsageError(f"{latest.name} was not protected, so there is nothing to audit")
    many_papers = len(papers) > 1
    figures = [
        figure for paper in papers for figure in (of_paper(paper) if many_papers else paper.figures)
    ]
    elsewhere = [figure for paper in papers for figure in paper.published]
    related = dict.fromkeys(tie for paper in papers for tie in paper.related)
    return tuple(audit_figures(figures, rules, elsewhere, progress=progress, related=related))


def _read(paper: PathLike | StatusReport) -> tuple[PublishedPaper, ...]:
    """The papers in a file; of a report what its file would say."""
    if not isinstance(paper, StatusReport):
        return read_papers(path_of(paper, "papers"))
    with TemporaryDirectory() as folder:
        file = Path(folder) / "paper.json"
        text = status_text(paper)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_papers(file)
