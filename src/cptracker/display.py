"""How values show themselves in a notebook and become frames: asked for here, known at the top.

Values stand at the bottom of the package and reports at the top, and imports point only down. So a
value that is `Shown` asks the package's own door, which leads anywhere and was opened before any
module behind it; nothing is imported before somebody asks.
"""

import sys
from importlib import import_module
from typing import Any, Protocol, TypeVar, cast

Thing = TypeVar("Thing", covariant=True)


class Display(Protocol):
    """What knows how values are shown."""

    def html(self, shown: object) -> str:
        """As accessible HTML, with what must be said of it."""

    def text(self, shown: object) -> str:
        """In a line or two."""

    def polars(self, shown: object) -> Any:
        """As a polars table."""


def _display() -> Display:
    door: Any = sys.modules[__name__.partition(".")[0]]
    return cast(Display, door.display_of_values())


def _need(way: str, *libraries: str) -> None:
    """See that a way out can be taken.

    Raises:
        ImportError: When a library is not installed; says how to get it.
    """
    for name in libraries:
        try:
            import_module(name)
        except ImportError as error:
            together = " ".join(libraries)
            raise ImportError(f"{way}() needs {name}: pip install {together}") from error


class Shown:
    """A value that shows itself in a notebook and becomes a frame of the reader's choice."""

    __slots__ = ()

    def to_polars(self) -> Any:
        """As a polars table, tidy: a row for each figure, promise or member, made-up marked."""
        return _display().polars(self)

    def to_pandas(self) -> Any:
        """As a pandas table; needs pandas and PyArrow."""
        _need("to_pandas", "pandas", "pyarrow")
        return self.to_polars().to_pandas()

    def to_arrow(self) -> Any:
        """As a PyArrow table; needs PyArrow."""
        _need("to_arrow", "pyarrow")
        return self.to_polars().to_arrow()

    def _repr_html_(self) -> str:
        return _display().html(self)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        """Both forms, for a notebook to choose from."""
        del include, exclude  # a notebook may take what it likes of both
        display = _display()
        return {"text/html": display.html(self), "text/plain": display.text(self)}


class Listed(tuple[Thing, ...], Shown):
    """A list of things, alike, that shows itself as one table."""

    __slots__ = ()
