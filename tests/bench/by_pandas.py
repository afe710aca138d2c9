"""The measures by the loop over month ends that an analyst writes in pandas.

python tests/bench/by_pandas.py FOLDER --months 36
"""

from functools import cached_property

import pandas as pd
from sides import ORDERS, VISIT_DAYS, answer, month_ends, working_days_later

FAR = pd.Timestamp("2200-01-01")
TEMPORARY = ["T0", "T1", "T2", "T3", "T4"]
PRESENT_CARERS = ["A3", "A5"]


def opens_home(episodes):
    """Whether each episode that is no temporary stay begins a placement.

    The return from a stay is a move if it is to another home, whatever RNE says (DfE 383); being
    adopted by the present carers is none (DfE 217).
    """
    stay = episodes["place"].isin(TEMPORARY)
    back = stay.shift(fill_value=False) & (episodes["period"] == episodes["period"].shift())
    homes, back = episodes[~stay], back[~stay]
    place = homes["place"].fillna("")
    post = homes["pl_post"].astype("object").fillna("").str.replace(" ", "").str.upper()
    urn, before = homes["urn"], homes["urn"].shift()
    same_urn = (urn == before) | urn.isna() | before.isna()
    elsewhere = (place != place.shift()) | (post != post.shift()) | ~same_urn
    moved = elsewhere.where(back, homes["rne"].isin(["S", "P", "B"]))
    return ~homes.duplicated("period") | (moved & ~homes["place"].isin(PRESENT_CARERS))


class Side:
    """Tables, read and derived when first wanted; each measure asks them for one month's end."""

    def __init__(self, options):
        self.folder = options.folder
        self.looked_after_on = {}
        self.months = [
            (month, pd.Timestamp(end), pd.Timestamp(since))
            for month, end, since in month_ends(options.months)
        ]

    def read(self, table, columns, dates):
        frame = pd.read_parquet(self.folder / f"{table}.parquet", columns=columns.split())
        return frame.assign(**{name: pd.to_datetime(frame[name]) for name in dates.split()})

    @cached_property
    def spells(self):
        columns = "child_id decom dec rne ls place pl_post urn rec"
        frame = self.read("episodes", columns, "decom dec")
        frame = frame.rename(columns={"decom": "start"}).assign(stop=frame["dec"].fillna(FAR))
        return frame[frame["stop"] > frame["start"]]

    @cached_property
    def care(self):
        return self.spells[~self.spells["ls"].isin(["V3", "V4"])]

    @cached_property
    def breaks(self):
        return self.spells[self.spells["ls"].isin(["V3", "V4"])]

    @cached_property
    def chained(self):
        """Episodes with the number of the child's period of care and whether they open a home."""
        frame = self.care.sort_values(["child_id", "start"], ignore_index=True)
        other = frame["child_id"] != frame["child_id"].shift()
        said = (frame["rec"].shift() == "X1") & (frame["stop"].shift() == frame["start"]) & ~other
        chain = (other | ((frame["rne"] == "S") & ~said)).cumsum()
        reach = frame.groupby(chain)["stop"].cummax().shift()
        same = chain == chain.shift()
        frame["period"] = (~same | (frame["start"] > reach)).cumsum()
        return frame.assign(opens=opens_home(frame).reindex(frame.index, fill_value=False))

    @cached_property
    def periods(self):
        return self.chained.groupby("period", as_index=False).agg(
            child_id=("child_id", "first"), start=("start", "min"), stop=("stop", "max")
        )

    @cached_property
    def placements(self):
        begun = self.chained.loc[self.chained["opens"], ["child_id", "period", "start"]]
        begun = begun.assign(next=begun.groupby("period")["start"].shift(-1))
        begun = begun.merge(self.periods[["period", "stop"]], on="period")
        return begun.assign(stop=begun["next"].fillna(begun["stop"]))

    @cached_property
    def workers(self):
        frame = self.read("social_worker_spells", "child_id worker_id start end", "start end")
        frame = frame.assign(end=frame["end"].fillna(FAR)).dropna(subset="worker_id")
        known = ~frame["worker_id"].str.upper().str.startswith("XX")
        return frame[known & (frame["end"] >= frame["start"])]

    @cached_property
    def visits(self):
        return self.read("visits", "child_id visit_date", "visit_date")

    @cached_property
    def sdq(self):
        return self.read("sdq", "child_id date", "date")

    @cached_property
    def births(self):
        return self.read("children", "child_id dob", "dob")

    @cached_property
    def duties(self):
        """Initial assessments that were due, with the day each was due and done."""
        periods = self.periods
        days = working_days_later(periods["start"].min().date(), periods["start"].max().date())
        later = pd.Series(pd.to_datetime(list(days.values())), index=pd.to_datetime(list(days)))
        periods = periods.assign(due=periods["start"].map(later))
        periods = periods[periods["stop"] > periods["due"]]
        assessments = self.read("health_assessments", "child_id kind date", "date")
        assessments = assessments[assessments["kind"].str.lower() == "initial"]
        both = periods.merge(assessments, on="child_id")
        done = both[both["date"] >= both["start"]].groupby("period")["date"].min()
        return periods.assign(done=periods["period"].map(done))

    @cached_property
    def peps(self):
        return self.read("peps", "child_id due completed", "due completed")

    def children(self, end):
        """The children looked after on a month's end, found once for all measures."""
        if end not in self.looked_after_on:
            open_now = (self.care["start"] <= end) & (self.care["stop"] > end)
            self.looked_after_on[end] = self.care.loc[open_now, "child_id"].drop_duplicates()
        return self.looked_after_on[end]

    def looked_after(self, end, since):
        return len(self.children(end)), None

    def social_workers(self, end, since):
        spells = self.workers
        recent = spells[(spells["start"] <= end) & (spells["end"] >= since)]
        working = recent[recent["child_id"].isin(self.children(end))]
        pairs = working[["child_id", "worker_id"]].drop_duplicates()
        return len(pairs), pairs["child_id"].nunique()

    def moves(self, end, since):
        homes, children = self.placements, self.children(end)
        recent = homes[(homes["start"] <= end) & (homes["stop"] > since)]
        return int(recent["child_id"].isin(children).sum()), len(children)

    def visited(self, end, since):
        days, children = self.visits["visit_date"], self.children(end)
        recent = (days >= end - pd.Timedelta(days=VISIT_DAYS - 1)) & (days <= end)
        return int(children.isin(self.visits.loc[recent, "child_id"]).sum()), len(children)

    def scored(self, end, since):
        periods, breaks, sdq = self.periods, self.breaks, self.sdq
        cohort = periods[(periods["start"] <= since) & (periods["stop"] > end)]
        broken = breaks[(breaks["start"] <= end) & (breaks["stop"] > since)]["child_id"]
        cohort = cohort[~cohort["child_id"].isin(broken)].merge(self.births, on="child_id")
        born = cohort["dob"].dt
        early = born.month * 100 + born.day > end.month * 100 + end.day
        cohort = cohort[(end.year - born.year - early).between(4, 16)]
        children = cohort["child_id"].drop_duplicates()
        recent = (sdq["date"] >= since) & (sdq["date"] <= end)
        return int(children.isin(sdq.loc[recent, "child_id"]).sum()), len(children)

    def started(self, end, since):
        return int(in_month(self.periods["start"], end).sum()), None

    def orders(self, end, since):
        ended = self.care[in_month(self.care["dec"], end)]
        ended = ended[ended["rec"].isin(ORDERS)]
        return len(ended[["child_id", "dec"]].drop_duplicates()), None

    def assessed(self, end, since):
        due = self.duties[in_month(self.duties["due"], end)]
        return int((due["done"] <= due["due"]).sum()), len(due)

    def planned(self, end, since):
        due = self.peps[in_month(self.peps["due"], end)]
        return int((due["completed"] <= due["due"]).sum()), len(due)

    def figures(self, measure):
        ask = MEASURES[measure]
        return {month: ask(self, end, since) for month, end, since in self.months}


def in_month(days, end):
    return (days >= end.replace(day=1)) & (days <= end)


MEASURES = {
    "children-looked-after": Side.looked_after,
    "social-workers-per-child": Side.social_workers,
    "placements-per-child": Side.moves,
    "children-visited": Side.visited,
    "sdq-in-timescale": Side.scored,
    "children-starting-care": Side.started,
    "special-guardianship-orders": Side.orders,
    "initial-health-assessments": Side.assessed,
    "peps-in-timescale": Side.planned,
}


if __name__ == "__main__":
    answer(Side, Side.figures)
