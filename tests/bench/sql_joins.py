"""SQL by hand as it first comes to mind: month ends joined with whatever is open on them."""

from sides import VISIT_DAYS

DERIVED = {
    "open": """
        select distinct month, e, w, child_id
        from months join @care as spell on spell.start <= e and spell.stop > e""",
}

MEASURES = {
    "children-looked-after": "select month, count(*), null from @open group by 1",
    "social-workers-per-child": """
        with workers as (
            select month, child_id, count(distinct worker_id) as number
            from @open join social_worker_spells as s using (child_id)
            where upper(worker_id) not like 'XX%' and s.start <= e
              and (s."end" is null or s."end" >= w and s."end" >= s.start)
            group by all
        )
        select month, sum(number), count(*) from workers group by 1""",
    "placements-per-child": """
        with homes as (
            select month, count(*) as number
            from @open join @placements as p using (child_id)
            where p.start <= e and p.stop > w group by 1
        ), children as (select month, count(*) as number from @open group by 1)
        select month, coalesce(homes.number, 0), children.number
        from children left join homes using (month)""",
    "children-visited": f"""
        with visited as (
            select distinct month, child_id from @open join visits using (child_id)
            where visit_date between e - {VISIT_DAYS - 1} and e
        ), met as (select month, count(*) as number from visited group by 1)
        select month, coalesce(any_value(met.number), 0), count(*)
        from @open left join met using (month) group by 1""",
    "sdq-in-timescale": """
        with cohort as (
            select distinct month, e, w, child_id
            from @open join @periods as p using (child_id) join children using (child_id)
            where p.start <= w and p.stop > e
              and month >= birth_month(dob, 4) and month < birth_month(dob, 17)
              and not exists (from @breaks as b
                where b.child_id = children.child_id and b.start <= e and b.stop > w)
        ), met as (
            select distinct month, child_id from cohort join sdq using (child_id)
            where date between w and e
        )
        select month, count(met.child_id), count(*)
        from cohort left join met using (month, child_id) group by 1""",
}
