"""What the JSON says of protection: how numbers were hidden, and what each figure is.

The audit of later papers reads it, so all that decides what follows from what is here: what sort a
figure is, who is counted, how periods add up, and every group.
"""

from cptracker.related import Related, SharedBase
from cptracker.reports.figures_json import Json, point_document
from cptracker.results import Figure, Series
from cptracker.standing import Indicator, Profile, Protection
from cptracker.ties import Ties


def protection_document(protection: Protection | None) -> Json | None:
    """How small numbers were protected; None while figures are exact."""
    if protection is None:
        return None
    return {
        "profile": protection.profile,
        "words": list(protection.words),
        "hidden": protection.hidden,
        "related": [related_document(one) for one in protection.related],
    }


def related_document(one: Related) -> Json:
    """Two measures that share their children."""
    if isinstance(one, SharedBase):
        return {"measure": one.measure, "of": one.of, "how": one.how, "by": list(one.by)}
    return {
        "mean": one.mean,
        "share": one.share,
        "at_least": one.at_least,
        "least": one.least,
    }


def nature_document(of: Indicator | Series) -> Json:
    """What the figures of a measure are."""
    return {
        "sort": of.sort,
        "about": of.about,
        "sensitive": of.sensitive,
        "over_time": of.over_time or None,
        "ties": _ties(of.ties),
    }


def _ties(ties: Ties) -> Json | None:
    """The measures from which a measure's numbers follow; None where there are none."""
    if not ties.measures:
        return None
    same = dict(zip(("measure", "group_by", "group"), ties.same_as, strict=False))
    return {
        "within": ties.within or None,
        "same_as": same or None,
        "grows_by": ties.grows_by or None,
        "shrinks_by": ties.shrinks_by or None,
    }


def group_document(figure: Figure) -> Json:
    """One group of a breakdown in one period."""
    return {
        "group_by": figure.group_by,
        "group": figure.group,
        **point_document(figure),
    }


def table_document(profile: Profile) -> Json:
    """A table of the appendix."""
    series = profile.series
    return {
        "title": profile.title,
        "note": profile.note,
        "measure": series.measure,
        "unit": series.unit,
        **nature_document(series),
        "figures": [group_document(figure) for figure in series.figures],
    }
