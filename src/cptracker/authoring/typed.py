"""Measures whose values are typed: their figures are looked up, period by period, not computed.

A period for which nothing was typed is *not supplied*, never 0 and never carried forward.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from attrs import evolve

from cptracker.authoring.isolated import IsolatedFunction
from cptracker.authoring.measure import Measure
from cptracker.authoring.typed_rests import rests_of
from cptracker.model.figures import Figure, MissingReason, Series
from cptracker.model.measure_info import CHILDREN, MeasureInfo, Statistic
from cptracker.model.periods import Every, Period, long_date
from cptracker.model.plan import TypedMeasure
from cptracker.model.problems import Problem, UsageError
from cptracker.model.typed import SubjectKind, TypedKind, TypedValue

if TYPE_CHECKING:
    from cptracker.records.records import Records

ORIGIN = "plan"

STATISTICS: Mapping[TypedKind, Statistic] = {
    TypedKind.COUNT: "count",
    TypedKind.SHARE: "share",
    TypedKind.RATE: "rate",
    TypedKind.MEAN: "mean",
    TypedKind.MONEY: "sum",
}
"""What each kind is to judging, charts, intervals and protection."""

FLOWING = (TypedKind.COUNT, TypedKind.SHARE)
"""The kinds whose trailing years are sums of months, so that one tells of the next."""


NOUNS: Mapping[SubjectKind, tuple[str, str]] = {
    SubjectKind.CHILDREN: CHILDREN,
    SubjectKind.STAFF: ("member of staff", "members of staff"),
    SubjectKind.HOUSEHOLDS: ("household", "households"),
    SubjectKind.EVENTS: ("case", "cases"),
}
"""What one of those counted is called, and several."""

WAY = "t1"
"""Marks fingerprints of declared measures, which have no function to look into."""


class TypedFunction(IsolatedFunction):
    """The function of a typed measure, which gives the figures that were typed."""

    def __init__(
        self, declared: TypedMeasure, values: Iterable[TypedValue], known_at: date | None = None
    ) -> None:
        """The values that were known on a day; all of them if no day is given."""
        self.__name__ = declared.identifier
        self.declared = declared
        self.values = tuple(value for value in values if value.measure == declared.identifier)
        self._known: dict[tuple[str, str, str], TypedValue] = {}
        for value in self.values:
            key = value.key[1:]
            late = known_at is not None and value.date is not None and value.date > known_at
            if key not in self._known or not late:
                self._known[key] = value

    @property
    def breakdowns(self) -> tuple[str, ...]:
        """The names of the breakdowns for which anything is typed."""
        names = (name for value in self.values for name in value.group_by.split("+") if name)
        return tuple(dict.fromkeys(names))

    @property
    def known(self) -> tuple[TypedValue, ...]:
        """The value of each period and group as it is known, in order of time."""
        return tuple(sorted(self._known.values(), key=lambda value: (value.period.end, value.key)))

    @property
    def last(self) -> TypedValue | None:
        """The last value for everyone; None where there is none."""
        values = [value for value in self.known if not value.group_by]
        return values[-1] if values else None

    def replaced(self, value: TypedValue) -> TypedValue | None:
        """The value that another one took the place of; None where it is the first."""
        earlier = [typed_value for typed_value in self.values if typed_value.key == value.key]
        at = earlier.index(value)
        return earlier[at - 1] if at else None

    def series(
        self,
        measure: Measure,
        records: "Records",
        periods: Sequence[Period],
        by: Sequence[str],
        *,
        as_at: date | None,
        distinct_children: bool,
    ) -> Series:
        """The typed figures, as `engine.series` gives those that are computed."""
        del distinct_children  # each that is counted is one of its own
        day = as_at or records.as_at
        groups = [("", ""), *(key for name in by for key in self._groups(name))]
        figures = [
            self._figure(period, group_by, group, day)
            for group_by, group in groups
            for period in periods
        ]
        figures += [rest for name in by for rest in rests_of(figures, name, self.declared)]
        trailing = measure.every is Every.TRAILING_YEAR
        info = evolve(
            measure.info,
            statistic=STATISTICS[self.declared.kind],
            window=12 if trailing else 0,
            over_time="flow" if trailing and self.declared.kind in FLOWING else "",
            scale=self.declared.per or 1,
        )
        return Series(info=info, figures=tuple(figures), example_data=False)

    def cases(self, measure: Measure, *_: Any, **__: Any) -> Any:
        """Refuse: a number was typed, and no records stand behind it.

        Raises:
            UsageError: Always.
        """
        raise without_members(measure)

    def multiplied(self, measure: Any, records: Any) -> tuple[Problem, ...]:
        """None: there are no rows."""
        del measure, records
        return ()

    def disproved(self, measure: Measure) -> tuple[Problem, ...]:
        """None: there are no worked examples."""
        del measure
        return ()

    def fingerprint(self) -> str:
        """Changes when the declaration says otherwise what the values are."""
        declared = self.declared
        statements = (
            f"unit {declared.unit}",
            f"better {declared.better}",
            f"every {declared.every}",
            f"kind {declared.kind}",
            f"per {declared.per}",
            f"about {declared.about}",
            f"definition {' '.join(declared.definition.split())}",
        )
        return f"{WAY}-{sha256(chr(10).join(statements).encode()).hexdigest()[:12]}"

    def _groups(self, breakdown: str) -> list[tuple[str, str]]:
        texts = {value.group for value in self.values if value.group_by == breakdown}
        return [(breakdown, group) for group in sorted(texts)]

    def _figure(self, period: Period, group_by: str, group: str, day: date) -> Figure:
        missing_reason, note = MissingReason.NOT_SUPPLIED, f"no value is typed for {period.label}"
        value = self._known.get((period.key, group_by, group))
        if period.end > day:
            missing_reason, note = (
                MissingReason.NOT_DUE,
                f"the period is not over on {long_date(day)}",
            )
        elif period.every is not self.declared.every:
            note = f"its values are typed by {self.declared.every}"
        elif value is not None:
            return _figure_of(value, self.declared)
        return Figure(
            period=period, group_by=group_by, group=group, missing_reason=missing_reason, note=note
        )


def without_members(measure: Measure) -> UsageError:
    """What is said where somebody asks who stands behind a typed value."""
    name = measure.identifier
    message = f"the values of `{name}` are typed: no records stand behind them, so nobody is listed"
    return UsageError(f"{message}; `cptracker explain {name}` says who typed them")


def _figure_of(value: TypedValue, declared: TypedMeasure) -> Figure:
    """A typed value as a figure; a note on children stays within, for it is free text."""
    return Figure(
        period=value.period,
        group_by=value.group_by,
        group=value.group,
        value=value.value,
        numerator=value.numerator,
        denominator=value.denominator,
        lower=value.value,
        upper=value.value,
        missing_reason=MissingReason.NO_CASES if value.value is None else None,
        note=None if declared.about is SubjectKind.CHILDREN else value.note or None,
    )


def measure_of(
    declared: TypedMeasure,
    values: Iterable[TypedValue],
    *,
    path: str = "",
    line: int = 0,
    known_at: date | None = None,
) -> Measure:
    """A declared measure as one that commands, papers and checks take like any other.

    Args:
        declared: As the plan says it.
        values: Typed values, of other measures too.
        path: The plan's file that declares it.
        line: Its line there.
        known_at: The day to which revisions are known; all of them if None.
    """
    function = TypedFunction(declared, values, known_at)
    info = MeasureInfo(
        identifier=declared.identifier,
        title=declared.title,
        unit=declared.unit,
        better=declared.better,
        definition=declared.definition,
        source=declared.source,
        why=declared.why,
        sensitive=declared.sensitive,
        about=str(declared.about),
        nouns=NOUNS[declared.about],
    )
    return Measure(
        info=info,
        needs={},
        by=function.breakdowns,
        every=declared.every,
        function=function,
        path=path,
        line=line,
        origin=ORIGIN,
    )


def typed_function(measure: Measure) -> TypedFunction | None:
    """The typed values behind a measure; None where it is computed."""
    return measure.function if isinstance(measure.function, TypedFunction) else None
