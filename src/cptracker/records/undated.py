"""Records as deriving sees them."""

from collections.abc import Sequence
from typing import Any

from attrs import frozen

from cptracker.records.care.days import Frame
from cptracker.records.engines import Engine


@frozen
class UndatedRecords:
    """Records as deriving sees them: whole numbers for days, no dates that nobody asked for."""

    _records: Any

    @property
    def engine(self) -> Engine:
        """What runs the computing."""
        engine: Engine = self._records.engine
        return engine

    def table(self, name: str) -> Frame:
        """A table by name, without dates if it is derived."""
        frame: Frame = self._records.undated(name)
        return frame

    def raw(self, name: str) -> Frame:
        """A table as it was read, with its whole-number columns."""
        frame: Frame = self._records.raw(name)
        return frame

    def has(self, table: str, columns: Sequence[str] = ()) -> bool:
        """Whether the records hold a table with these columns."""
        there: bool = self._records.has(table, columns)
        return there
