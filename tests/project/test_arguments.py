"""What callers hand over: days, paths and words of any usual kind, or refused with the argument."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import get_args

import numpy as np
import pandas as pd
import pytest

from cptracker.model.arguments import day_of, every_of, names_of, path_of, paths_of
from cptracker.model.choices import (
    EditionName,
    EditionWord,
    EngineName,
    EngineWord,
    Every,
    EveryName,
    words_of,
)
from cptracker.model.problems import UsageError

DAY = date(2025, 3, 31)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(DAY, id="a date"),
        pytest.param(datetime.fromisoformat("2025-03-31T23:59"), id="a time"),
        pytest.param(datetime(2025, 3, 30, 23, 30, tzinfo=UTC), id="a time with a zone, in London"),
        pytest.param(pd.Timestamp("2025-03-31 12:00"), id="of pandas"),
        pytest.param(pd.Timestamp("2025-03-30 23:30", tz="UTC"), id="of pandas with a zone"),
        pytest.param(np.datetime64("2025-03-31"), id="of numpy"),
        pytest.param(np.datetime64("2025-03-31T08:00:00.000000000"), id="of numpy with a time"),
        pytest.param("2025-03-31", id="as text"),
        pytest.param(" 31/03/2025 ", id="as the British write it"),
        pytest.param("2025-03-31 00:00:00", id="as programs write it"),
    ],
)
def test_a_day_of_any_usual_kind(value):
    day = day_of(value, "as_at")

    assert day == DAY
    assert type(day) is date


@pytest.mark.parametrize(
    ("value", "words"),
    [
        pytest.param(pd.NaT, "`as_at`: 'NaT' is no day", id="no time at all"),
        pytest.param(np.datetime64("NaT"), "`as_at`: 'NaT' is no date", id="none of numpy"),
        pytest.param("03/31/2025", "the day comes before the month", id="month first"),
        pytest.param("soon", "`as_at`: 'soon' is no date; write 2025-03-31", id="a word"),
        pytest.param("1066-10-14", "is not between 1990 and 2100", id="long ago"),
        pytest.param(date(3025, 3, 31), "is not between 1990 and 2100", id="a slip of the finger"),
        pytest.param(20250331, "`as_at` takes a date or text such as", id="a number"),
        pytest.param(["2025-03-31"], "not a list", id="a list"),
    ],
)
def test_what_is_no_day_is_refused_with_the_argument(value, words):
    with pytest.raises(UsageError, match="as_at") as refused:
        day_of(value, "as_at")

    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("value", "paths"),
    [
        pytest.param("measures", ("measures",), id="a text is one path, not eight"),
        pytest.param(Path("own"), ("own",), id="a path"),
        pytest.param(["own", Path("more")], ("own", "more"), id="several"),
        pytest.param((path for path in ("own",)), ("own",), id="a generator"),
        pytest.param((), (), id="none"),
    ],
)
def test_paths_of_any_usual_kind(value, paths):
    assert paths_of(value, "registry") == tuple(map(Path, paths))


@pytest.mark.parametrize("value", [3, None, [3], b"own", [""], " ", pd.NA])
def test_what_is_no_path_is_refused_with_the_argument(value):
    with pytest.raises(UsageError, match="`registry`"):
        paths_of(value, "registry")


@pytest.mark.parametrize("value", [["own"], b"own", ""])
def test_one_path_is_one(value):
    with pytest.raises(UsageError, match="`path`"):
        path_of(value, "path")


@pytest.mark.parametrize("value", [3, [3], [None]])
def test_names_are_text(value):
    with pytest.raises(UsageError, match="`by`"):
        names_of(value, "by")


def test_a_word_that_is_nearly_one_is_pointed_at():
    with pytest.raises(UsageError, match="did you mean `quarter`"):
        every_of("quartr")


@pytest.mark.parametrize(
    ("words", "choices"),
    [(EveryName, Every), (EngineWord, EngineName), (EditionWord, EditionName)],
)
def test_type_checkers_know_the_same_words(words, choices):
    assert get_args(words) == words_of(choices)
