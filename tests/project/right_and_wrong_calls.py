"""Calls of the library for type checkers: those that are right, and wrong ones, each refused.

A wrong one carries `type: ignore`; a checker that would let it pass says that the mark is unused.
"""

from datetime import date, datetime
from pathlib import Path

import cptracker

registry = cptracker.find_measures("measures")
registry = cptracker.find_measures([Path("own"), "more"])
records = cptracker.load_records("records", engine="duckdb")
records = cptracker.load_records([Path("a"), "b"])
plan = cptracker.read_plan(Path("strategy"))

cptracker.compute("dental-checks", records, every="quarter", by="sex")
cptracker.compute(["dental-checks"], "records", registry=registry, last=date(2025, 3, 31))
cptracker.compute(None, records, first="2024-04-01", as_at=datetime.now())  # noqa: DTZ005
cptracker.compute(plan, records)
series: cptracker.Series = cptracker.series("dental-checks", records, every="month")
many: tuple[cptracker.Series, ...] = cptracker.series(["dental-checks"], records)
cases: cptracker.Cases = cptracker.cases("dental-checks", records, by=["sex"])
report = cptracker.build_status(plan, registry, records, every="quarter", as_at="2025-03-31")
public: cptracker.StatusReport = cptracker.publish(report, plan="strategy")
published_series: cptracker.Series = cptracker.publish(series, plan=plan)
cptracker.write_paper(public, "paper.docx", edition="scorecard")
findings: tuple[cptracker.DisclosureFinding, ...] = cptracker.audit_papers([public, "paper.json"])
problems: tuple[cptracker.Problem, ...] = cptracker.check("strategy", records)

cptracker.compute("dental-checks", records, every="quartr")  # type: ignore[arg-type]
cptracker.compute("dental-checks", records, last=20250331)  # type: ignore[arg-type]
cptracker.compute(3, records)  # type: ignore[arg-type]
cptracker.compute("dental-checks", records, measure="x")  # type: ignore[call-arg]
cptracker.series("dental-checks", records, every="quartr")  # type: ignore[call-overload]
cptracker.load_records("records", engine="pandas")  # type: ignore[arg-type]
cptracker.find_measures(3)  # type: ignore[arg-type]
cptracker.build_status(plan, registry, records, every="quartr")  # type: ignore[arg-type]
cptracker.write_paper(public, "paper.docx", edition="panl")  # type: ignore[arg-type]
cptracker.write_paper(series, "paper.docx")  # type: ignore[arg-type]
cptracker.publish(report)  # type: ignore[call-arg]
cptracker.publish("paper", plan="strategy")  # type: ignore[type-var]
