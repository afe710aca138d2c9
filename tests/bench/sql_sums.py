"""SQL by hand for whom joins with month ends are too slow: sums of what begins and what is over.

Every spell becomes a stretch of months, from the first at whose end it counts up to the first at
whose end it no longer does. Stretches of one child are merged and cut to the child's time in care;
each adds one where it begins and takes it off where it is over.
"""

from sides import VISIT_DAYS, WINDOW

FAR = 200_000
"""A month after all others."""

FROM, TO = "(select min(month) from months)", "(select max(month) from months)"
FROM_DAY, TO_DAY = "(select min(e) from months)", "(select max(e) from months)"


def islands(spans, keys="child_id"):
    """The stretches of one key, merged so that none overlap."""
    return f"""
        select {keys}, min(first) as first, max(until) as until from (
            select *, sum((reach is null or first > reach)::int)
                over (partition by {keys} order by first, until) as island
            from (
                select *, max(until) over (
                    partition by {keys} order by first, until
                    rows between unbounded preceding and 1 preceding
                ) as reach from ({spans})
                where first < until and until > {FROM} and first <= {TO}
            )
        ) group by {keys}, island"""


def within(spans, cohort):
    """The stretches cut to the cohort's."""
    return f"""
        select greatest(s.first, c.first) as first, least(s.until, c.until) as until
        from ({spans}) as s join {cohort} as c using (child_id)
        where s.first < c.until and s.until > c.first"""


def running(spans, name="number"):
    """How many stretches hold each month."""
    return f"""
        select month, (sum(sum(change)) over (order by month))::bigint as {name} from (
            select first as month, 1 as change from ({spans}) where first < until
            union all select until, -1 from ({spans}) where first < until
            union all select month, 0 from months
        ) group by month"""


def share(met, everyone):
    return f"""
        select month, met.number, everyone.number
        from ({running(met)}) as met join ({running(everyone)}) as everyone using (month)"""


LEFT = f"case when stop = date '9999-12-31' then {FAR} else mon(stop - 1) + {WINDOW} end"
"""The first month in whose 12 months a spell that is over by their first day is no longer."""

_WORKER_LEFT = f"""case when "end" is null then {FAR} else mon("end") + {WINDOW} end"""

DERIVED = {
    "in_care": islands("select child_id, mon(start) as first, mon(stop) as until from @care"),
    "workers": islands(
        f"""select child_id, worker_id, mon(start) as first, {_WORKER_LEFT} as until
        from social_worker_spells
        where upper(worker_id) not like 'XX%' and ("end" is null or "end" >= start)""",
        "child_id, worker_id",
    ),
    "any_worker": islands("from @workers"),
    "homes": f"select child_id, mon(start) as first, {LEFT} as until from @placements",
    # A visit counts at the ends of two months at most, so they are simply written out.
    "visited": f"""
        select distinct child_id, unnest(range(mon(visit_date), mon(visit_date + {VISIT_DAYS})))
            as first, first + 1 as until
        from visits where visit_date + {VISIT_DAYS} > {FROM_DAY} and visit_date <= {TO_DAY}""",
    "scored": islands(
        f"""select child_id, mon(date) as first, mon(date) + {WINDOW} as until
        from sdq where date is not null"""
    ),
    "for_12_months": islands(
        f"""select child_id,
            greatest(mon(start - 1) + {WINDOW}, mon(start), birth_month(dob, 4)) as first,
            least(mon(stop), birth_month(dob, 17), (select max(month) + 1 from months)) as until
        from @periods join children using (child_id)"""
    ),
    # A month for each row of the few children with a short break, less the months it spoils.
    "sdq_cohort": f"""
        select * from @for_12_months where child_id not in (select child_id from @breaks)
        union all
        select child_id, month as first, month + 1 as until
        from (
            select child_id, unnest(range(first, until)) as month
            from @for_12_months where child_id in (select child_id from @breaks)
        ) as few
        where not exists (
            from @breaks as b
            where b.child_id = few.child_id and mon(b.start) <= month and {LEFT} > month)""",
}

MEASURES = {
    "children-looked-after": running("from @in_care").replace("as number", "as number, null"),
    "social-workers-per-child": share(
        within("from @workers", "@in_care"), within("from @any_worker", "@in_care")
    ),
    "placements-per-child": share(within("from @homes", "@in_care"), "from @in_care"),
    "children-visited": share(within("from @visited", "@in_care"), "from @in_care"),
    "sdq-in-timescale": share(within("from @scored", "@sdq_cohort"), "from @sdq_cohort"),
}
