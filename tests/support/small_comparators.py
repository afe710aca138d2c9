"""A small plan with figures of others, made in a line each."""

from decimal import Decimal

from cptracker.model.periods import from_key
from cptracker.model.plan import Plan
from cptracker.model.published import Comparators, PublishedFigure

YEAR, BEFORE = from_key("202425"), from_key("202324")
COUNCIL, REGION = "Southampton", "South East"
NEIGHBOURS = ("Coventry", "Derby", "Leeds", "Bolton")


def comparator(area, value, period="202425", **rest):
    """One published figure of the measure `dental`."""
    fields = {"measure": "dental", "source": "DfE 2025", **rest}
    return PublishedFigure(area=area, value=Decimal(str(value)), period=period, **fields)


def plan_of(*published, neighbours=NEIGHBOURS, **changes):
    """A plan that compares Southampton with its region and four neighbours."""
    comparators = Comparators(
        neighbours_of=COUNCIL, neighbours=neighbours, source="the model", region=REGION
    )
    fields = {
        "identifier": "p", "title": "A plan", "council": COUNCIL, "period": "2022-2027",
        "source": "Board", "priorities": (), "comparators": comparators, **changes,
    }  # fmt: skip
    return Plan(published=published, **fields)
