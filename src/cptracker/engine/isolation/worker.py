"""The process in which somebody else's measures run: it takes orders and gives data back.

Whatever the measures read or write themselves goes past us: the standard input is empty, and the
standard output leads to the standard error.
"""

import os
import pickle
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from attrs import fields

from cptracker.engine.isolation.messages import packed, receive, send, to_json
from cptracker.model.problems import CptrackerError, MeasureError, Problem

if TYPE_CHECKING:
    from cptracker.authoring.measure import Measure
    from cptracker.records.records import Records


Order = Mapping[str, Any]


Answer = dict[str, Any]


NOT_SENT = ("function", "examples")
"""Of a measure's fields those that are code, or that only its own process needs."""


def main() -> None:
    """Take orders until there are no more."""
    orders, answers = _own_pipes()
    worker = _MeasureWorker()
    while (message := receive(orders)) is not None:
        answer = worker.answer(pickle.loads(message))  # from ourselves alone
        with suppress(Exception):  # a plug-in may have closed it
            sys.stdout.flush()
        send(answers, packed(answer))


def _own_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """The pipes to the parent, moved out of the way of whatever reads and prints."""
    orders, answers = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    os.close(nothing)
    return os.fdopen(orders, "rb"), os.fdopen(answers, "wb")


class _MeasureWorker:
    """What one process holds: the measures of the files it loaded, and the records."""

    def __init__(self) -> None:
        self._measures: dict[str, Measure] = {}
        self._records: Records | None = None

    def answer(self, order: Order) -> Answer:
        """Carry out an order; what goes wrong is part of the answer."""
        done: Callable[[Order], Answer] = getattr(self, f"_{order['do']}")
        try:
            return done(order)
        except MeasureError as error:
            return {"problems": to_json(list(error.problems))}
        except CptrackerError as error:
            return {"refused": str(error)}

    def _start(self, _: Order) -> Answer:
        """Import what every measure uses, which is nobody's fault and takes its time."""
        import cptracker.engine.series
        import cptracker.records.loading  # noqa: F401

        return {}

    def _load(self, order: Order) -> Answer:
        from cptracker.authoring.registry import load_entry, load_file

        problems: list[Problem] = []
        if "file" in order:
            measures = load_file(Path(order["file"]), order["origin"], problems)
        else:
            measures = load_entry(order["entry"], problems)
        return {"measures": self._listed(measures), "problems": to_json(problems)}

    def _listed(self, measures: "Iterable[Measure]") -> list[Answer]:
        listed = []
        for measure in measures:
            self._measures[self._key(measure)] = measure
            listed.append(described(measure))
        return listed

    def _key(self, measure: "Measure") -> str:
        return f"{measure.path}:{measure.identifier}"

    def _records_of(self, order: Order) -> Answer:
        from cptracker.records.pickling import records_again
        from cptracker.records.records import Records

        arguments = (order["engine"], order["tables"], order["origin"])
        self._records = records_again(Records, *arguments)
        return {}

    def _series(self, order: Order) -> Answer:
        from cptracker.engine.series import series

        query = order["query"]
        exact = series(
            self._measures[order["key"]], self._handed_records(), query.pop("periods"), **query
        )
        return {"series": to_json(exact)}

    def _multiplied(self, order: Order) -> Answer:
        from cptracker.engine.multiplied_rows import multiplied_rows

        problems = multiplied_rows(self._measures[order["key"]], self._handed_records())
        return {"multiplied": to_json(list(problems))}

    def _cases(self, order: Order) -> Answer:
        from cptracker.engine.cases.listing import members_of_figure

        query = order["query"]
        cases = members_of_figure(
            self._measures[order["key"]], self._handed_records(), query.pop("period"), **query
        )
        return {"cases": to_json(cases)}

    def _examples(self, order: Order) -> Answer:
        from cptracker.authoring.registry import with_tables
        from cptracker.engine.examples import failed_examples

        measure = with_tables(self._measures[order["key"]], order["tables"])
        return {"problems": to_json(list(failed_examples(measure)))}

    def _handed_records(self) -> "Records":
        if self._records is None:
            raise CptrackerError("the records were not handed over")
        return self._records


def described(measure: "Measure") -> Answer:
    """A measure without its code, as JSON."""
    document = {
        field.name: to_json(getattr(measure, field.name))
        for field in fields(type(measure))
        if field.name not in NOT_SENT
    }
    return {**document, "function_name": measure.function.__name__}


if __name__ == "__main__":
    main()
