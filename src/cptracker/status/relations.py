"""Which measures of a report depend on one another: by children, by declaration, by typed sums."""

from collections.abc import Collection, Iterable, Mapping

from cptracker.authoring.registry import Registry
from cptracker.engine.declared_sums import declared_sums
from cptracker.engine.shared_bases import related_of
from cptracker.model.related import Cohorts, Related
from cptracker.status.report import Indicator, Profile
from cptracker.status.typed import typed_sums


def relations(
    cohorts: Mapping[str, Collection[Cohorts]],
    indicators: Iterable[Indicator],
    appendix: Iterable[Profile],
    registry: Registry,
) -> tuple[Related, ...]:
    """All that follows for the measures of a report from each other."""
    infos = (*(part.info for part in indicators), *(part.series.info for part in appendix))
    return (*related_of(cohorts), *declared_sums(infos), *typed_sums(registry))
