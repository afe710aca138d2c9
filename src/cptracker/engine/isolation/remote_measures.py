"""Find measures as `registry` does, those of others in a process of their own."""

import atexit
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import fields

from cptracker.authoring.entry_points import entries, file_of
from cptracker.authoring.isolated import IsolatedFunction
from cptracker.authoring.measure import Measure
from cptracker.authoring.registry import Registry, assemble, plugin_files, shipped
from cptracker.authoring.table_files import declared_in
from cptracker.engine.isolation.host import TIME_LIMIT, Host, StoppedError
from cptracker.engine.isolation.messages import from_json
from cptracker.engine.isolation.worker import NOT_SENT
from cptracker.model.arguments import PathsLike, paths_of
from cptracker.model.figures import Series
from cptracker.model.periods import Period
from cptracker.model.problems import MeasureError, Problem, ProblemKind, UsageError

if TYPE_CHECKING:
    from cptracker.model.members import Cases
    from cptracker.records.records import Records


LIMIT_HINT = "mend the plug-in, or give it more time with --time-limit"


ENDED_HINT = "a plug-in must return its members and leave the process alone"


def find_measures(folders: PathsLike = (), *, time_limit: float = TIME_LIMIT) -> Registry:
    """All measures that can be found, the user's folders first; those not shipped run apart.

    Args:
        folders: As for `registry.find_measures`.
        time_limit: So many seconds one measure may take; what takes longer costs its own row.
    """
    host = Host(time_limit=time_limit)
    atexit.register(host.close)
    problems: list[Problem] = []
    paths = paths_of(folders, "folders")
    return assemble(_everywhere(paths, host, problems), problems, declared_in(paths, problems))


def _everywhere(folders: Sequence[Path], host: Host, problems: list[Problem]) -> Iterator[Measure]:
    for folder in folders:
        for file in plugin_files(folder, problems):
            order = {"do": "load", "file": str(file), "origin": "folder"}
            yield from _loaded(order, file, host, problems)
    for entry in entries():
        yield from _loaded({"do": "load", "entry": entry.name}, file_of(entry), host, problems)
    yield from shipped(problems)


def _loaded(
    order: Mapping[str, Any], path: Path, host: Host, problems: list[Problem]
) -> Iterator[Measure]:
    """The measures of one file, each of which runs in the worker."""
    try:
        answer = host.ask(order)
        problems += from_json(answer.get("problems", []), list[Problem])
        yield from [_measure(document, host) for document in answer.get("measures", [])]
    except StoppedError as error:
        problems.append(_stopped(str(error), str(path), None))
    except Exception as error:  # what comes back may be of any shape
        words = f"gave facts that are none of a measure's ({type(error).__name__})"
        problems.append(_stopped(words, str(path), None))


def _measure(document: Mapping[str, Any], host: Host) -> Measure:
    known = {
        field.name: from_json(document[field.name], field.type)
        for field in fields(Measure)
        if field.name not in NOT_SENT and field.type is not None
    }
    function = RemoteFunction(host, str(document["function_name"]))
    return Measure(function=function, **known)


def _stopped(words: str, path: str, line: int | None, name: str = "") -> Problem:
    whole = f"measure `{name}` {words}" if name else words
    hint = LIMIT_HINT if "longer than" in words else ENDED_HINT
    return Problem(kind=ProblemKind.MEASURE, path=path, line=line, message=whole, hint=hint)


class RemoteFunction(IsolatedFunction):
    """The function of a measure, which runs in the worker."""

    def __init__(self, host: Host, name: str) -> None:
        self._host = host
        self.__name__ = name

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
        """As `computing.series`."""
        query = {
            "periods": list(periods),
            "by": tuple(by),
            "as_at": as_at,
            "distinct_children": distinct_children,
        }
        exact: Series = self._answer(measure, records, {"do": "series", "query": query}, Series)
        return exact

    def cases(
        self,
        measure: Measure,
        records: "Records",
        period: Period,
        *,
        group: Mapping[str, str],
        by: Sequence[str],
        as_at: date | None,
    ) -> "Cases":
        """As `membership.cases`."""
        from cptracker.model.members import Cases

        document = {"period": period, "group": dict(group), "by": tuple(by), "as_at": as_at}
        cases: Cases = self._answer(measure, records, {"do": "cases", "query": document}, Cases)
        return cases

    def multiplied(self, measure: Any, records: Any) -> tuple[Problem, ...]:
        """As `multiplied_rows`."""
        order = {"do": "multiplied", "query": {}}
        problems: list[Problem] = self._answer(measure, records, order, list[Problem])
        return tuple(problems)

    def disproved(self, measure: Measure) -> tuple[Problem, ...]:
        """As `faults.disproved`."""
        key = f"{measure.path}:{measure.identifier}"
        order = {"do": "examples", "key": key, "tables": measure.tables}
        try:
            answer = self._host.ask(order)
            return tuple(from_json(answer.get("problems", []), list[Problem]))
        except StoppedError as error:
            return (_stopped(str(error), measure.path, measure.line, measure.identifier),)

    def _answer(
        self, measure: Measure, records: "Records", order: Mapping[str, Any], kind: type[Any]
    ) -> Any:
        """The worker's answer as a value of this kind.

        Raises:
            MeasureError: When the plug-in fails in any way.
            UsageError: When something is asked for that the measure does not have.
        """
        place = (measure.path, measure.line, measure.identifier)
        try:
            key = f"{measure.path}:{measure.identifier}"
            answer = self._host.ask({**order, "key": key}, records)
            if "refused" in answer:
                raise UsageError(str(answer["refused"]))
            if "problems" in answer:
                raise MeasureError(problems=from_json(answer["problems"], list[Problem]))
            return from_json(answer[str(order["do"])], kind)
        except StoppedError as error:
            raise MeasureError(problems=[_stopped(str(error), *place)]) from None
        except (MeasureError, UsageError):
            raise
        except Exception as error:  # what comes back may be of any shape
            words = f"gave an answer that is none of a measure's ({type(error).__name__})"
            raise MeasureError(problems=[_stopped(words, *place)]) from None
