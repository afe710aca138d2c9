"""A plan from YAML: read strictly, with every mistake told at once and each with its place."""

from cptracker.loading.nodes import Place
from cptracker.loading.reading import (
    LoadedPlan,
    load_plan,
    mistakes_in,
    read_plan,
    unknown_measures,
)
from cptracker.loading.schema import plan_schema, schema_text

__all__ = [
    "LoadedPlan",
    "Place",
    "load_plan",
    "mistakes_in",
    "plan_schema",
    "read_plan",
    "schema_text",
    "unknown_measures",
]
