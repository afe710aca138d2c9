"""The tidy table: a public contract of its columns, whole numbers whole, nothing as nothing."""

import csv
import json
import re
from fractions import Fraction
from io import StringIO

from measure_facts import info
from rich.console import Console

from cptracker.contract import values as tidy
from cptracker.model.figures import Figure, MissingReason, Series
from cptracker.model.periods import from_key
from cptracker.reports.terminal import values

QUARTER = from_key("202425Q2")

FIGURES = (
    Figure(
        period=QUARTER, value=Fraction(200, 3), numerator=2, denominator=3, unknown=1,
        lower=Fraction(50), upper=Fraction(75), excluded={"died": 1, "moved, abroad": 2},
    ),
    Figure(period=QUARTER, group_by="sex+uasc", group="female+yes", value=Fraction(0),
           numerator=0, denominator=4, unknown=0, lower=Fraction(0), upper=Fraction(0)),
    Figure(period=QUARTER, group_by="sex+uasc", group="male+yes",
           missing_reason=MissingReason.NO_CASES),
)  # fmt: skip

SERIES = Series(info=info("teeth", title="Teeth"), figures=FIGURES)


def test_a_row_in_full():
    assert next(tidy.tidy([SERIES])) == {
        "measure": "teeth",
        "title": "Teeth",
        "unit": "%",
        "period": "202425Q2",
        "period_label": "Q2 2024/25",
        "period_code": "202425",
        "period_identifier": "Financial year Q2",
        "period_start": "2024-07-01",
        "period_end": "2024-09-30",
        "group_by": "",
        "group": "",
        "value": float(Fraction(200, 3)),
        "numerator": 2,
        "denominator": 3,
        "unknown": 1,
        "lower": 50,
        "upper": 75,
        "missing_reason": None,
        "excluded": "died: 1; moved, abroad: 2",
    }


def test_csv_reads_back_and_zero_is_not_nothing():
    text = tidy.tidy_csv([SERIES])
    first, zero, nobody = csv.DictReader(StringIO(text))

    assert text.splitlines()[0] == ",".join(tidy.COLUMNS)
    assert "\r" not in text
    assert first["excluded"] == "died: 1; moved, abroad: 2"
    assert (zero["value"], zero["missing_reason"]) == ("0", "")
    assert (nobody["value"], nobody["missing_reason"]) == ("", "no_cases")
    assert float(first["value"]) == float(Fraction(200, 3))


def test_json_is_the_same_list():
    rows = json.loads(tidy.tidy_json([SERIES]))

    assert rows == list(tidy.tidy([SERIES]))
    assert rows[2]["value"] is None


def test_the_table_for_people(snapshot):
    page = StringIO()
    values.print_values([SERIES], Console(file=page, width=80, color_system=None), example=True)

    snapshot(page.getvalue(), "values-80.txt")


def test_made_up_records_say_so_in_the_file():
    text = tidy.tidy_csv([SERIES], example=True)
    assert text.splitlines()[0].endswith(",example_data")
    assert all(line.endswith(",EXAMPLE DATA") for line in text.splitlines()[1:])


def test_every_column_is_documented_in_its_order():
    from doc_pages import DOCS

    page = (DOCS / "reference" / "figures.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)

    assert tuple(named) == (*tidy.COLUMNS, tidy.AUDIENCE, tidy.EXAMPLE)
