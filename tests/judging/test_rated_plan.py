"""A plan with targets of every kind on the example records: what a panel would see."""

import io
import json
import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve
from jsonschema import Draft202012Validator
from judged_plan import MEASURES, PLAN
from rich.console import Console
from small_plan import indicators

from cptracker.authoring.registry import find_measures
from cptracker.contract.status import as_document, status_schema
from cptracker.disclosure.release import release
from cptracker.files.bundled import PACKAGE, bundled
from cptracker.model.figures import Rating
from cptracker.model.plan import Better
from cptracker.model.targets import Target
from cptracker.plan.reading import load_plan, read_plan
from cptracker.records.loading import load_records
from cptracker.reports.terminal.status import print_status
from cptracker.status.builder import build_status
from cptracker.status.comparison import StatusOptions
from cptracker.status.indicators import assess
from cptracker.status.problems import plan_problems
from cptracker.wording.ratings import notes_in_sentences, value_with_marks


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    folder = tmp_path_factory.mktemp("plan")
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    loaded = read_plan(folder)
    registry = find_measures()
    assert loaded.problems == ()
    assert plan_problems(loaded, registry) == ()
    return build_status(loaded.plan, registry, load_records([PACKAGE / "example_records"]))


def on(report, width, encoding="utf-8"):
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    console = Console(file=stream, width=width, color_system=None)
    print_status(report, console)
    stream.flush()
    return stream.buffer.getvalue().decode(encoding)


@pytest.mark.parametrize(
    ("width", "encoding", "name"),
    [(80, "utf-8", "judged-80.txt"), (120, "utf-8", "judged-120.txt"),
     (80, "ascii", "judged-80-ascii.txt")],
)  # fmt: skip
def test_what_a_panel_sees(report, snapshot, width, encoding, name):
    text = on(report, width, encoding)

    assert max(map(len, text.splitlines())) <= width
    assert "EXAMPLE DATA" in text
    snapshot(text, name)


def test_every_kind_of_judgement_is_in_it(report):
    """The plan would prove little if it were all green."""
    shown = indicators(report).values()
    judgements = [indicator.judgement for indicator in shown]

    assert {judgement.rating for judgement in judgements} >= {
        Rating.GREEN,
        Rating.AMBER,
        Rating.RED,
    }
    assert any(judgement.doubtful for judgement in judgements)
    for name in ("progress", "accepted", "provisional", "revised"):
        assert any(getattr(judgement, name) for judgement in judgements), name
    assert {indicator.significance and str(indicator.significance) for indicator in shown} >= {
        "clearly",
        "within chance",
    }
    assert any(indicator.number_needed for indicator in shown)
    assert any(indicator.spc and indicator.spc.sentence for indicator in shown)
    assert any(indicator.spc and indicator.spc.withheld for indicator in shown)
    assert {indicator.interval and indicator.interval.method for indicator in shown} >= {
        "Wilson",
        "Student's t",
    }


def test_the_json_is_as_the_schema_says(report):
    document = json.loads(json.dumps(as_document(report)))

    Draft202012Validator(status_schema()).validate(document)
    documents = [
        indicator
        for priority in document["priorities"]
        for success in priority["success_measures"]
        for indicator in success["indicators"]
    ]
    assert any(indicator["spc"]["limits"] for indicator in documents if indicator["spc"])
    assert any(
        point["rating"] != documents[0]["rating"]
        for indicator in documents
        for point in indicator["series"]
    )


def test_the_rule_the_reason_and_the_colour_agree(report):
    """Whoever reads only one of them is not misled."""
    for indicator in indicators(report).values():
        judgement = indicator.judgement
        missed = judgement.rating in (Rating.AMBER, Rating.RED)
        if judgement.rating is not Rating.NO_TARGET:
            assert bool(re.search("short of|over|above|below", judgement.reason)) or not missed
            assert indicator.number_needed is None or missed


def test_the_plan_judges_each_measure_it_names(report):
    assert set(indicators(report)) == set(MEASURES)


def test_papers_tell_what_the_terminal_tells(report):
    """An exception or a revision that only one format knew would be a contradiction."""
    by_measure = indicators(report)
    sentences = {
        name: " ".join(notes_in_sentences(indicator)) for name, indicator in by_measure.items()
    }

    assert "Accepted until 30 September 2026" in sentences["care-leavers-suitable-accommodation"]
    assert "Green or red, by what is not known" in sentences["care-leavers-suitable-accommodation"]
    assert "About half the way from 45% to 70%" in sentences["care-leavers-eet"]
    assert "on the way to 70% by 31 March 2027" in sentences["care-leavers-eet"]
    assert "[r] revised: was 11.2%" in sentences["three-or-more-placements"]
    assert value_with_marks(by_measure["peps-in-timescale"]) == "93.5% [p]"


def test_a_rounded_paper_gives_no_exact_figure_away_in_words(report):
    """10.4% is shown, of counts to the nearest 5; what is said follows from it."""
    indicator = indicators(release(report, profile="nhs"))["three-or-more-placements"]
    text = " ".join(notes_in_sentences(indicator))

    assert (indicator.figure.numerator, indicator.figure.denominator) == (50, 480)
    assert indicator.figure.value == Fraction("10.4")
    assert "0.4 points over 10%" in text
    assert "11.2" not in text


def test_every_shipped_measure_can_be_judged():
    """Each kind of measure, each direction and each pace comes to a colour once it has a target."""
    registry = find_measures()
    measures = registry.measures.values()
    aims = {Better.NEAR: {"low": Decimal(0), "high": Decimal(50)}}
    targets = tuple(
        Target(
            measure=measure.identifier,
            since=date(2020, 4, 1),
            source="Board",
            **aims.get(measure.better, {"value": Decimal(50)}),
        )
        for measure in measures
    )
    records = load_records([PACKAGE / "example_records"])
    plan = evolve(load_plan(bundled("strategy")), targets=targets)
    options = StatusOptions(plan=plan, records=records, as_at=records.as_at)

    for measure in measures:
        indicator = assess(measure, options).indicator
        colours = (Rating.GREEN, Rating.AMBER, Rating.RED)
        context = measure.better is Better.CONTEXT
        assert (indicator.judgement.rating in colours) != context, measure.identifier
        assert indicator.trend.direction is not None or context, measure.identifier
        counted = indicator.statistic in ("count", "sum")
        assert (indicator.significance is None) == (context or counted), measure.identifier
        assert indicator.spc is not None, measure.identifier
