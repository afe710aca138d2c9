"""What deriving asks of the records."""

from collections.abc import Sequence
from typing import Protocol

from cptracker.records.days import Frame
from cptracker.records.engines import Engine


class Source(Protocol):
    """What deriving asks of the records: tables with their whole-number columns."""

    @property
    def engine(self) -> Engine:
        """What runs the computing."""

    def table(self, name: str) -> Frame:
        """A table by name, derived if it is a derived one."""

    def raw(self, name: str) -> Frame:
        """A table as it was read, with its whole-number columns."""

    def has(self, table: str, columns: Sequence[str] = ()) -> bool:
        """Whether the records hold a table with these columns."""
