"""How the sums of members become a value: what is asked for, for how many, by what population."""

from cptracker.authoring.member_types import Events, Members, Ratio, Stock
from cptracker.engine.figures import FigureRule, statistic_of
from cptracker.engine.kinds_of_members import is_since
from cptracker.records.records import Records


def figure_rule(members: Members, records: Records) -> FigureRule:
    """How the sums become a value."""
    not_met = getattr(members, "no_information", "") == "not met"
    if isinstance(members, Ratio):
        return FigureRule(statistic="ratio", scale=members.per)
    if not isinstance(members, Stock | Events) or members.per is None:
        statistic = statistic_of(members)
        return FigureRule(
            statistic=statistic,
            not_met=not_met,
            percentile=_percentile(members),
            since=is_since(members),
        )
    rows = records.engine.rows(members.per.frame.select("year", "people"))
    people = {int(year): int(people) for year, people in rows if year and people and people > 0}
    return FigureRule(statistic="rate", people=people, scale=members.per.scale)


def _percentile(members: Members) -> int:
    """Which percentile is asked for; the median where none is."""
    statistic = getattr(members, "statistic", "")
    return statistic if isinstance(statistic, int) else 50
