"""A JSON Schema of a plan file, made from the model, so that editors can complete and check it.

The schema says what can be said of one file by itself; loading checks more.
"""

import inspect
import re
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, get_args, get_origin

import attrs

from cptracker.files.json_text import json_text
from cptracker.model.actions import Action, Commentary, DeliverableUpdate, StatedFigure
from cptracker.model.agenda import Duty
from cptracker.model.measure_info import FINGERPRINT
from cptracker.model.plan import AgreedDefinition, Commitment, Deliverable, SuccessMeasure
from cptracker.model.plan_sections import PlainPromise, PlainWords
from cptracker.model.published import GroupKey, PublishedFigure
from cptracker.model.stated import StatedTarget
from cptracker.model.targets import Baseline, ProvisionalFigure, RevisedFigure
from cptracker.plan.checks.actions import ACTION_REF
from cptracker.plan.checks.duties import DUTY_REF
from cptracker.plan.checks.plan import COMMITMENT_REF, REF
from cptracker.plan.document import Document
from cptracker.plan.keys import GROUP

PERIOD_KEY = "(?:[0-9]{6}(?:Q[1-4]|AY)?|[0-9]{4}-(?:0[1-9]|1[0-2])(?:T12)?)"


DIALECT = "https://json-schema.org/draft/2020-12/schema"


SCALARS: dict[Any, dict[str, Any]] = {
    str: {"type": "string", "pattern": r"\S"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    Decimal: {"type": "number"},
    date: {"type": "string", "format": "date"},
    GroupKey: {
        "oneOf": [
            {"type": "string", "pattern": f"^{GROUP.pattern}$"},
            {
                "type": "object",
                "minProperties": 1,
                "maxProperties": 1,
                "additionalProperties": {"type": "string", "pattern": r"\S"},
            },
        ]
    },
}


PATTERNS: dict[tuple[type, str], str] = {
    (Deliverable, "ref"): f"^{REF.pattern}$",
    (Commitment, "ref"): f"^{COMMITMENT_REF.pattern}$",
    (SuccessMeasure, "ref"): f"^{REF.pattern}$",
    (PlainPromise, "ref"): r"^[1-9][0-9]{0,4}(\.[1-9][0-9]{0,4})?$",
    (PlainWords, "says"): r"^[^{}]*\{value\}[^{}]*$",
    (PublishedFigure, "period"): f"^{PERIOD_KEY}$",
    (StatedTarget, "period"): f"^{PERIOD_KEY}$",
    (Baseline, "period"): f"^{PERIOD_KEY}$",
    (ProvisionalFigure, "period"): f"^{PERIOD_KEY}$",
    (RevisedFigure, "period"): f"^{PERIOD_KEY}$",
    (Action, "ref"): f"^{ACTION_REF.pattern}$",
    (DeliverableUpdate, "deliverable"): f"^{REF.pattern}$",
    (Duty, "ref"): f"^{DUTY_REF.pattern}$",
    (Duty, "deliverable"): f"^{REF.pattern}$",
    (AgreedDefinition, "fingerprint"): f"^{FINGERPRINT.pattern}$",
    (Commentary, "success_measure"): f"^{REF.pattern}$",
    (Commentary, "period"): f"^{PERIOD_KEY}$",
    (StatedFigure, "period"): f"^{PERIOD_KEY}$",
}


ATTRIBUTE = re.compile(r"^    (\w+): (.+(?:\n {8}.+)*)", re.MULTILINE)


def plan_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of one plan file."""
    definitions: dict[str, Any] = {}
    _add_definition(Document, definitions)
    document = definitions.pop("Document")
    return {
        "$schema": DIALECT,
        "title": "A corporate parenting plan, or a part of it",
        **document,
        "$defs": dict(sorted(definitions.items())),
    }


def schema_text() -> str:
    """The schema as JSON, as it stands in `strategy/plan.schema.json`."""
    return json_text(plan_schema())


def _add_definition(model: Any, definitions: dict[str, Any]) -> None:
    """Put the shape of a class, and of all classes in it, under their names."""
    if model.__name__ in definitions:
        return
    definitions[model.__name__] = {}  # holds the place while its parts are made
    fields = attrs.fields(model)
    described = attribute_descriptions(model)
    definitions[model.__name__] = {
        "type": "object",
        "description": first_line(model),
        "properties": {
            field.name: _property(model, field, definitions) | described.get(field.name, {})
            for field in fields
        },
        "required": [field.name for field in fields if field.default is attrs.NOTHING],
        "additionalProperties": False,
    }


def _property(model: type, field: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    schema = _schema_of_type(field.type, definitions)
    pattern = PATTERNS.get((model, field.name))
    if pattern:
        schema["pattern"] = pattern
    if isinstance(field.default, bool | StrEnum | int | Decimal | date):
        schema["default"] = _as_json(field.default)
    return schema


def _as_json(default: Any) -> Any:
    if isinstance(default, date):
        return default.isoformat()
    return (
        float(default)
        if isinstance(default, Decimal) and default % 1
        else (int(default) if isinstance(default, Decimal) else default)
    )


def _schema_of_type(type_hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    if isinstance(type_hint, UnionType):
        # A key that may be left out is never written empty, so None is no value of it.
        (type_hint,) = (option for option in get_args(type_hint) if option is not NoneType)
    if get_origin(type_hint) is tuple:
        return {"type": "array", "items": _schema_of_type(get_args(type_hint)[0], definitions)}
    if type_hint in SCALARS:
        return dict(SCALARS[type_hint])
    if isinstance(type_hint, type) and issubclass(type_hint, StrEnum):
        return {"enum": [str(word) for word in type_hint]}
    _add_definition(type_hint, definitions)
    return {"$ref": f"#/$defs/{type_hint.__name__}"}


def first_line(model: type) -> str:
    """What the docstring of a class begins with."""
    return (inspect.getdoc(model) or "").split("\n", 1)[0]


def attribute_descriptions(model: type) -> dict[str, dict[str, str]]:
    """For each field of a class what its docstring, or that of a class above it, says of it."""
    values = (
        value
        for written in reversed(model.__mro__)
        for value in ATTRIBUTE.findall(
            inspect.cleandoc(written.__doc__ or "").partition("Attributes:")[2]
        )
    )
    return {name: {"description": " ".join(description.split())} for name, description in values}
