"""Functions of measures that do not run here: they give figures instead of members."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cptracker.model.problems import MeasureError, Problem, ProblemKind

if TYPE_CHECKING:
    from datetime import date

    from cptracker.model.figures import Series
    from cptracker.model.periods import Period


class IsolatedFunction:
    """A measure's function that runs in another process, which gives figures instead of members."""

    __name__: str

    def __call__(self, records: Any) -> Any:
        """Refuse: members are frames, and stay where they are made.

        Raises:
            MeasureError: Always.
        """
        del records
        message = f"`{self.__name__}` runs in a process of its own, which gives figures alone"
        raise MeasureError(problems=[Problem(kind=ProblemKind.MEASURE, message=message)])

    def series(
        self,
        measure: Any,
        records: Any,
        periods: "Sequence[Period]",
        by: Sequence[str],
        *,
        as_at: "date | None",
        distinct_children: bool,
    ) -> "Series":
        """The measure's figures, as `computing.series` gives them."""
        raise NotImplementedError

    def cases(
        self,
        measure: Any,
        records: Any,
        period: "Period",
        *,
        group: Mapping[str, str],
        by: Sequence[str],
        as_at: "date | None",
    ) -> Any:  # cases, which stand above
        """Who stands behind a figure, as `membership.cases` gives them."""
        raise NotImplementedError

    def multiplied(self, measure: Any, records: Any) -> tuple[Problem, ...]:
        """A warning where a join of the function's multiplies rows."""
        raise NotImplementedError

    def disproved(self, measure: Any) -> tuple[Problem, ...]:
        """Which of the measure's worked examples do not hold."""
        raise NotImplementedError
