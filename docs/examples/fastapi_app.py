"""A service that gives figures as JSON, for your own network: `uvicorn fastapi_app:app`.

Records and measures are loaded once. FastAPI runs plain functions in a pool of threads, which may
ask at once. What is given is exact, and so restricted; `cptracker.publish` is for everybody.
"""

import json
import os
from typing import Any

from fastapi import FastAPI, HTTPException

import cptracker

REGISTRY = cptracker.find_measures()
RECORDS = cptracker.load_records(os.environ.get("RECORDS", "records"), tables=REGISTRY.tables)

app = FastAPI(title="Measures of children in care")


@app.get("/measures")
def measures() -> list[dict[str, str]]:
    """What can be asked for."""
    return [
        {"measure": name, "title": measure.title, "unit": measure.unit}
        for name, measure in REGISTRY.measures.items()
    ]


@app.get("/measures/{name}")
def figures(name: str, by: str | None = None) -> list[dict[str, Any]]:
    """The last twelve months of a measure, by group if asked."""
    try:
        table = cptracker.compute(name, RECORDS, registry=REGISTRY, by=by or ())
    except cptracker.UsageError as error:
        raise HTTPException(status_code=404, detail=str(error)) from error
    rows: list[dict[str, Any]] = json.loads(table.write_json())
    return rows
