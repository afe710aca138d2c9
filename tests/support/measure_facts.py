"""The facts of a measure, picked out of those that a test gives of an indicator or a series."""

import attrs

from cptracker.model.measure_info import MeasureInfo
from cptracker.model.plan import Better

NAMES = frozenset(field.name for field in attrs.fields(MeasureInfo))


def info(identifier, fields=None, *, title="", unit="%", better=Better.HIGHER):
    """The measure's facts; those among what is given are taken out of it."""
    own_facts = {name: fields.pop(name) for name in NAMES & fields.keys()} if fields else {}
    said = {"title": title or identifier, "unit": unit, "better": better, **own_facts}
    return MeasureInfo(identifier=identifier, **said)


def with_facts(of, **fields):
    """The same measure, series or indicator with other facts."""
    return attrs.evolve(of, info=attrs.evolve(of.info, **fields))
