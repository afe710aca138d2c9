"""How work that takes a while tells whoever waits for it what it is at."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Told what is worked at, how many are done, and of how many."""


def without_progress(_what: str, _done: int, _of: int) -> None:
    """Progress that nobody watches."""
