"""SQL by hand that both styles share: what is derived once, and what happened in each month.

`@name` stands for a derived table, made when a measure first asks for it. `mon(day)` is the number
of a day's month, `birth_month(dob, age)` that of the month in which an age is reached; `months`
holds the month ends asked for: month, e, and w, the first day of the 12 months to e.
"""

from sides import ORDERS

FAR = "date '9999-12-31'"

DERIVED = {
    "spells": f"""
        select child_id, decom as start, coalesce(dec, {FAR}) as stop, rne, rec, place,
               replace(upper(coalesce(pl_post, '')), ' ', '') as post, urn,
               coalesce(ls in ('V3', 'V4'), false) as short
        from episodes where decom is not null and coalesce(dec, {FAR}) > decom""",
    "care": "select child_id, start, stop, rne, rec, place, post, urn from @spells where not short",
    "breaks": "select child_id, start, stop from @spells where short",
    # RNE S begins a new period of care, and so does a gap to all that came before in its chain. It
    # begins none on the day the episode before ended X1: care went on (DfE 431).
    "chained": """
        with said as (
            select *, rne = 'S' and not coalesce(
                lag(rec) over child = 'X1' and lag(stop) over child = start, false) as begins
            from @care window child as (partition by child_id order by start)
        ), chains as (
            select *, count(*) filter (begins)
                over (partition by child_id order by start) as chain
            from said
        ), reaching as (
            select *, max(stop) over (
                partition by child_id, chain order by start
                rows between unbounded preceding and 1 preceding
            ) as reach from chains
        )
        select child_id, start, stop, rne, place, post, urn,
               sum((reach is null or start > reach)::int)
                   over (partition by child_id order by start)::int as period
        from reaching""",
    "periods": """
        select child_id, period, min(start) as start, max(stop) as stop
        from @chained group by all""",
    # A placement begins with a new home (RNE S, P or B), or with the first in the period. Temporary
    # stays begin none; the return from one is no move if it is to the same home (DfE 383), and else
    # it is, whatever RNE says. Nor is being adopted by the present carers a move (DfE 217).
    "placements": """
        with marked as (
            select *, coalesce(place in ('T0', 'T1', 'T2', 'T3', 'T4'), false) as stay
            from @chained
        ), stays as (
            select *, coalesce(lag(stay) over whole, false) as back
            from marked window whole as (partition by child_id, period order by start)
        ), homes as (
            select child_id, period, start, rne, place, back, row_number() over whole as number,
                   coalesce(place, '') = coalesce(lag(place) over whole, '')
                       and post = lag(post) over whole
                       and coalesce(urn = lag(urn) over whole, true) as same_home
            from stays where not stay window whole as (partition by child_id, period order by start)
        ), begun as (
            select child_id, period, start,
                   lead(start) over (partition by child_id, period order by start) as next
            from homes where number = 1
                or coalesce(place not in ('A3', 'A5'), true)
                    and case when back then not same_home else rne in ('S', 'P', 'B') end
        )
        select child_id, begun.start, coalesce(next, stop) as stop
        from begun join @periods using (child_id, period)""",
}


def every_month(counts, everyone="null"):
    """Nought in months in which nothing happened."""
    return f"""
        with counted(month, met, everyone) as ({counts})
        select month, coalesce(met, 0), {everyone}
        from months left join counted using (month)"""


SHARE = "coalesce(everyone, 0)"

EVENTS = {
    "children-starting-care": every_month("""
        select mon(start), count(*), null from @periods group by 1"""),
    "special-guardianship-orders": every_month(f"""
        select mon(dec), count(distinct (child_id, dec)), null from episodes
        where rec in {ORDERS} and coalesce(ls not in ('V3', 'V4'), true) and dec > decom
        group by 1"""),
    "initial-health-assessments": every_month(
        """
        with duties as (
            select child_id, start, due from @periods join calendar on day = start where stop > due
        ), done as (
            select child_id, start, min(date) as done
            from duties join health_assessments using (child_id)
            where lower(kind) = 'initial' and date >= start group by all
        )
        select mon(due), count(*) filter (done <= due), count(*)
        from duties left join done using (child_id, start) group by 1""",
        SHARE,
    ),
    "peps-in-timescale": every_month(
        """
        select mon(due), count(*) filter (completed <= due), count(*)
        from peps where due is not null group by 1""",
        SHARE,
    ),
}
