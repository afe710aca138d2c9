"""Tables of measures for the public: protected and audited as a paper is."""

from collections.abc import Iterable
from datetime import date

from cptracker.disclosure.protecting import PUBLIC
from cptracker.disclosure.publishing import publish
from cptracker.results import Series
from cptracker.standing import Profile, StatusReport
from cptracker.watching import Progress, quietly


def publish_series(
    many: Iterable[Series], *, profile: str = PUBLIC, progress: Progress = quietly
) -> tuple[Series, ...]:
    """Series that may be published together.

    Args:
        many: Exact, with the distinct children behind rows counted.
        profile: The rules by name.
        progress: Told of each knot of numbers that the audit searches.

    Returns:
        As many series; crossed breakdowns and geography below the authority are left out.

    Raises:
        DisclosureError: When a hidden number could still be worked out.
    """
    tables = tuple(Profile(title=one.title, series=one) for one in many)
    report = StatusReport(
        plan_title="",
        plan_period="",
        as_at=date.max,
        audience="restricted",
        example_data=False,
        records=(),
        priorities=(),
        appendix=tables,
    )
    edition = publish(report, profile=profile, progress=progress)
    return tuple(one.series for one in edition.appendix)
