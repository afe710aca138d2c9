"""Tables of measures for the public: protected and audited as a paper is."""

from collections.abc import Iterable, Sequence
from datetime import date

from attrs import evolve

from cptracker.computing import related_of
from cptracker.disclosure.auditing.papers import Paper
from cptracker.disclosure.protecting import PUBLIC
from cptracker.disclosure.publishing import publish
from cptracker.related import Cohorts
from cptracker.results import Series
from cptracker.standing import Profile, StatusReport
from cptracker.watching import Progress, quietly


def publish_series(
    many: Iterable[Series],
    *,
    profile: str = PUBLIC,
    known: Sequence[Paper] = (),
    progress: Progress = quietly,
) -> tuple[Series, ...]:
    """Series that may be published together.

    Args:
        many: Exact, with the distinct children behind rows counted.
        profile: The rules by name.
        known: Papers that were published before.
        progress: Told of each component of numbers that the audit searches.

    Returns:
        As many series; crossed breakdowns and geography below the authority are left out.

    Raises:
        DisclosureError: When a hidden number could still be worked out.
    """
    edition = publish(report_of(many), profile=profile, known=known, progress=progress)
    return tuple(one.series for one in edition.appendix)


def report_of(many: Iterable[Series]) -> StatusReport:
    """Series as a report that holds nothing else, so that they are protected as one is."""
    told = tuple(many)
    cohorts = {one.measure: [one.cohorts] for one in told}
    return StatusReport(
        plan_title="",
        plan_period="",
        as_at=date.max,
        audience="restricted",
        example_data=any(one.example_data for one in told),
        records=(),
        priorities=(),
        appendix=tuple(
            Profile(title=one.title, series=evolve(one, cohorts=Cohorts())) for one in told
        ),
        related=related_of(cohorts),
    )
