"""The measures by SQL written by hand for DuckDB, as an analyst would who knows the definitions.

python tests/bench/by_sql.py FOLDER --months 36 --style joins
"""

import re
from datetime import date

import duckdb
import sql_joins
import sql_shared
import sql_sums
from sides import TABLES, answer, month_ends, working_days_later

BIRTH_MONTH = "mon(dob + to_years(age)) + (day(dob) > day(dob + to_years(age)))::int"
"""The month in which an age is reached: March for a birthday of 29 February in a common year."""

STYLES = {"joins": sql_joins, "sums": sql_sums}


class Side:
    def __init__(self, options):
        self.connection = duckdb.connect()
        style = STYLES[options.style]
        self.derived = sql_shared.DERIVED | style.DERIVED
        self.measures = sql_shared.EVENTS | style.MEASURES
        self.made = set()
        self.wanted = {month for month, *_ in month_ends(options.months)}
        self.open_tables(options)

    def open_tables(self, options):
        run = self.connection.execute
        run("create macro mon(d) as (year(d) * 12 + month(d) - 1)::int")
        run(f"create macro birth_month(dob, age) as {BIRTH_MONTH}")
        for table in TABLES:
            run(f"create view {table} as from read_parquet('{options.folder}/{table}.parquet')")
        run("create table months (month int, e date, w date)")
        self.connection.executemany(
            "insert into months values (?, ?, ?)", month_ends(options.months)
        )

    def calendar(self):
        """Each day and the one 20 working days later, by the library of holidays."""
        days = working_days_later(date(2000, 1, 1), date(2027, 1, 1))
        columns = {"day": list(days), "due": list(days.values())}
        self.connection.execute(
            "create table calendar as select unnest($day) as day, unnest($due) as due", columns
        )

    def made_first(self, query):
        """The query with its derived tables made and named."""
        for name in re.findall(r"@(\w+)", query):
            if name not in self.made:
                self.made.add(name)
                inner = self.made_first(self.derived[name])
                self.connection.execute(f"create temp table {name} as {inner}")
        return query.replace("@", "")

    def figures(self, measure):
        if measure == "initial-health-assessments":
            self.calendar()
        query = self.made_first(self.measures[measure])
        rows = self.connection.execute(query).fetchall()
        return {month: (met, of) for month, met, of in rows if month in self.wanted}


if __name__ == "__main__":
    answer(Side, Side.figures, also={"style": tuple(STYLES)})
