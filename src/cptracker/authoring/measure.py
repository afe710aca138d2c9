"""What makes a plug-in a measure: its facts, its function and its worked examples.

The function takes the records and returns members, in one of the shapes of `shapes`.
"""

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from cptracker.authoring.isolated import IsolatedFunction
from cptracker.authoring.member_types import Members
from cptracker.authoring.metadata import NOUNS, PluginMetadata, metadata_problems
from cptracker.authoring.pickling import handed_on
from cptracker.model.measure_info import CHILDREN, MeasureInfo, OfMeasure
from cptracker.model.periods import Every
from cptracker.model.plan import Better
from cptracker.model.problems import MeasureError, Problem, ProblemKind
from cptracker.model.related import UNRELATED, RelatedMeasures
from cptracker.model.rounding import ShownOnScreen
from cptracker.records.formats import TableFormat

if TYPE_CHECKING:
    from cptracker.records.records import Records


Tables = Mapping[str, Sequence[Mapping[str, Any]]]


def _subjects(names: Iterable[str]) -> frozenset[str]:
    return frozenset(names)


@frozen(kw_only=True)
class Example:
    """Tiny tables and who is expected to count: a measure's proof, run by one shared test.

    Attributes:
        tables: Canonical tables as rows; a column not given is blank. Dates are ISO text.
        period: The period's key, such as `202425` or `2025-03`.
        met: Subjects that met it, or that are counted.
        missed: Subjects that did not.
        unknown: Subjects of whom it is not known.
        base: Subjects by whom a ratio is divided.
        excluded: Subjects left out, by reason.
        value: The figure itself, where who counts does not say it all.
        as_at: The day the records are told for; the period's last day if None.

    Example:
        >>> from cptracker import Example
        >>> late = Example(
        ...     tables={"peps": [{"child_id": "A", "due": "2025-01-31"}]},
        ...     period="202425Q4",
        ...     missed={"A"},
        ... )
    """

    tables: Tables
    period: str
    met: frozenset[str] = field(default=frozenset(), converter=_subjects)
    missed: frozenset[str] = field(default=frozenset(), converter=_subjects)
    unknown: frozenset[str] = field(default=frozenset(), converter=_subjects)
    base: frozenset[str] = field(default=frozenset(), converter=_subjects)
    excluded: Mapping[str, set[str]] = field(factory=dict)
    value: float | None = None
    as_at: str | None = None


@frozen(kw_only=True, repr=False)
class Measure(OfMeasure, ShownOnScreen):
    """A measure's facts and its function.

    Attributes:
        info: Its facts. They can be read of the measure itself: `identifier`, which is the
            function's name with hyphens, `title`, `unit`, `better`, `definition`, `source`,
            `why`, `departs`, `about`, `nouns`, `sensitive` and `related`.
        needs: Canonical tables and the columns of each that it reads.
        by: The breakdowns it allows.
        every: How often it is reported unless asked otherwise.
        groups: The groups of breakdowns that are not the usual ones, by breakdown.
        national_by: Breakdowns whose groups do follow the national definition, though everyone
            together departs from it: published figures judge and rank these groups.
        function: Says who counts.
        path: The file it stands in.
        line: The line of the function.
        origin: `folder`, the name of an installed package, or `shipped`.
        examples: Its worked examples.
        tables: The tables it needs that a plug-in declares.

    Example:
        >>> import cptracker
        >>> measure = cptracker.find_measures().measures["peps-in-timescale"]
        >>> measure.unit, str(measure.better), str(measure.every)
        ('%', 'higher', 'quarter')
        >>> measure.needs
        {'peps': ('child_id', 'due', 'completed')}
    """

    info: MeasureInfo
    needs: Mapping[str, Sequence[str]]
    by: tuple[str, ...]
    every: Every
    function: "Callable[[Records], Members]"
    path: str
    line: int
    origin: str = "shipped"
    examples: tuple[Example, ...] = ()
    groups: Mapping[str, tuple[str, ...]] = field(factory=dict)
    national_by: tuple[str, ...] = ()
    tables: tuple[TableFormat, ...] = ()

    def __repr__(self) -> str:
        return f"<Measure {self.identifier}: {self.title} ({self.unit}), {self.path}:{self.line}>"

    def __reduce__(self) -> tuple[Any, ...]:
        """Where its function stands, from which another process makes it again.

        Raises:
            UsageError: When that is nowhere that another process can come to.
        """
        return handed_on(self, runs_elsewhere=isinstance(self.function, IsolatedFunction))

    @property
    def identifier(self) -> str:
        """Its name, such as `dental-checks`."""
        return self.info.identifier

    @property
    def why(self) -> str:
        """Why it matters to a child or young person."""
        return self.info.why

    @property
    def nouns(self) -> tuple[str, str]:
        """What one of those counted is called, and several."""
        return self.info.nouns

    def departs_for(self, group_by: str = "") -> str:
        """How a figure for everyone, or of a breakdown, differs from the national definition."""
        return "" if group_by in self.national_by else self.departs

    def __call__(self, records: "Records") -> Members:
        """Who counts, as the function says it; the members know whether they are made up."""
        members = self.function(records)
        if not isinstance(members, Members):
            return members  # for whoever asks to tell the author in their own words
        return evolve(members, example=records.example, turn=records.turn())


def measure(
    *,
    title: str,
    unit: str,
    better: str,
    needs: Mapping[str, Sequence[str]],
    by: Sequence[str] = (),
    every: str = Every.FINANCIAL_YEAR.value,
    source: str = "",
    why: str = "",
    departs: str = "",
    groups: Mapping[str, Sequence[str]] | None = None,
    national_by: Sequence[str] = (),
    sensitive: bool = False,
    about: str = "children",
    nouns: tuple[str, str] | None = None,
    related: RelatedMeasures = UNRELATED,
    tables: Sequence[TableFormat] = (),
    identifier: str | None = None,
) -> Callable[[Callable[[Any], Members]], Measure]:
    """Make a measure of the function below; it is called with the records and returns members.

    Args:
        title: For people, without a full stop.
        unit: `%`, or what is counted.
        better: `higher`, `lower`, `near` or `context`: which way is good.
        needs: Tables and the columns of each that it reads.
        by: The breakdowns it allows, such as `CHILD` or `CARE`.
        every: `month`, `quarter`, `financial-year`, `academic-year` or `trailing-year`: how often
            it is reported unless asked otherwise.
        source: Where its definition or its records come from.
        why: Why it matters to a child or young person, in a sentence or two.
        departs: How it differs from the national definition; published figures then neither judge
            nor rank.
        groups: The groups of breakdowns that are not the usual ones, by breakdown.
        national_by: Breakdowns whose groups do follow the national definition.
        sensitive: Whether zeros are hidden too in public papers.
        about: Who is counted: `children`, whose small numbers are protected; else `staff`,
            `households` or `events`.
        nouns: What one of those counted is called, and several; by what it is about if None.
        related: Other measures from which its numbers follow, which are protected together.
        tables: Tables of your own that it needs; those of the same file are known anyhow.
        identifier: Its name; the function's, with hyphens, if None.

    Returns:
        A decorator, which makes a `Measure` of the function.

    Raises:
        MeasureError: When a fact or the function's arguments do not fit, with the author's line.

    Example:
        >>> from cptracker import CHILD, Members, Records, deadlines, measure
        >>> @measure(
        ...     title="Education plans completed in time",
        ...     unit="%",
        ...     better="higher",
        ...     needs={"peps": ["child_id", "due", "completed"]},
        ...     by=CHILD,
        ...     every="quarter",
        ... )
        ... def plans_in_time(records: Records) -> Members:
        ...     '''Share of the plans due in the period that were completed by their due day.'''
        ...     return deadlines(records.peps, due="due", done="completed")
        >>> plans_in_time.identifier
        'plans-in-time'
    """
    metadata = PluginMetadata(
        name=identifier, title=title, unit=unit, better=better, every=every, needs=needs, by=by,
        words={"source": source, "why": why, "departs": departs}, groups=groups or {},
        national_by=national_by, sensitive=sensitive, about=about,
        nouns=NOUNS.get(about, CHILDREN) if nouns is None else nouns, related=related,
        tables=tables,
    )  # fmt: skip
    return lambda function: _made(function, metadata)


def _made(function: Callable[[Any], Members], metadata: PluginMetadata) -> Measure:
    """The measure of a function and its facts, once they are believed."""
    path, line = inspect.getsourcefile(function) or "?", function.__code__.co_firstlineno
    metadata = evolve(metadata, name=metadata.name or function.__name__.replace("_", "-"))
    problems = [
        Problem(kind=ProblemKind.MEASURE, path=path, line=line, message=message, hint=hint)
        for message, hint in metadata_problems(function, metadata)
    ]
    if problems:
        raise MeasureError(problems=problems)
    info = MeasureInfo(
        identifier=metadata.name,
        title=metadata.title,
        unit=metadata.unit,
        better=Better(metadata.better),
        definition=inspect.getdoc(function) or "",
        sensitive=metadata.sensitive,
        about=metadata.about,
        nouns=tuple(metadata.nouns),
        related=metadata.related,
        **metadata.words,
    )
    return Measure(
        info=info,
        needs={table: tuple(columns) for table, columns in metadata.needs.items()},
        tables=tuple(metadata.tables),
        by=tuple(metadata.by),
        every=Every(metadata.every),
        function=function,
        path=path,
        line=line,
        groups={name: tuple(groups) for name, groups in metadata.groups.items()},
        national_by=tuple(metadata.national_by),
    )
