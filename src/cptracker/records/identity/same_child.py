"""One child under two identifiers: a council changes its system, and CHILD with it.

Department for Education, Unique Pupil Numbers guide. `UN1` to `UN9` say why a child has none.

Two identifiers are one child if the user says so, or if the Headers give both the same UPN and date
of birth and the returns fit: never both in one return, and the same episode in both (the same
DECOM), or one ending where the other begins. A wrong check letter in both is no reason against it:
the slip was carried over. Whatever is joined takes the identifier of the later return in every
table; what looks alike and does not fit is told and kept apart.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations, pairwise
from typing import Any

from attrs import field, frozen

from cptracker.files.table_problems import YEAR, record_error, record_warning
from cptracker.model.problems import Problem, Severity
from cptracker.records.origin import SameChild
from cptracker.records.parsing import LINE
from cptracker.records.stacking import FILE

SHAPE = re.compile(r"[A-HJ-NP-RT-Z][0-9]{11}[0-9A-Z]")


def has_shape(upn: str) -> bool:
    """Whether a text looks like a unique pupil number, as `H801200001001` does.

    The first letter checks the others; that is not asked, for a slip that stands in two returns
    alike still says that they speak of one child.
    """
    return SHAPE.fullmatch(upn) is not None


MAPPED = "two CHILD ids are read as one child, as the mapping of ids says [DfE 208]"


JOINED = (
    "two CHILD ids are read as one child: same UPN and date of birth, and their episodes fit "
    "[DfE 208]"
)


NOT_JOINED = "has the UPN and date of birth of another CHILD id; they are kept apart [DfE 208]"


APART_HINT = "if they are one child, say so under `ids` in the mapping file: old id: new id"


@frozen(kw_only=True)
class KnownChild:
    """What the returns say of one identifier.

    Attributes:
        years: The collection years of the returns it stands in.
        starts: The first days of its episodes.
        ends: Their last days.
        place: A file and a line of its Header.
    """

    years: frozenset[int] = frozenset()
    starts: frozenset[date] = frozenset()
    ends: frozenset[date] = frozenset()
    place: tuple[str, int | None] = field(default=("", None))

    def may_be(self, other: "KnownChild") -> bool:
        """Whether the two are never in one return."""
        return not self.years & other.years

    def fits(self, other: "KnownChild") -> bool:
        """Whether their episodes follow each other or are the same."""
        joint = bool(self.ends & other.starts or other.ends & self.starts)
        return self.may_be(other) and (joint or bool(self.starts & other.starts))


Row = tuple[Any, ...]


OF_HEADER = ("child_id", YEAR, FILE, LINE)


OF_EPISODE = (*OF_HEADER, "decom", "dec")
"""What is wanted of each Header row and of each episode."""


@frozen(kw_only=True)
class ReturnedTables:
    """What the returns hold that tells one child from another.

    Attributes:
        alike: child_id, dob and upn of identifiers that share a date of birth and a UPN, which is
            without spaces and in capitals; each once.
        headers: Gives of some identifiers all Header rows, their `OF_HEADER`.
        episodes: Gives of them all episodes, their `OF_EPISODE`.
        paths: The files that `_file` counts.
    """

    alike: Iterable[Row]
    headers: Callable[[Sequence[str]], Iterable[Row]]
    episodes: Callable[[Sequence[str]], Iterable[Row]]
    paths: Sequence[str]


def same_children(
    returned: ReturnedTables, pairs: Sequence[SameChild] = ()
) -> tuple[dict[str, str], list[Problem]]:
    """For each identifier that is given up the one to read instead, and what is to be told.

    Args:
        returned: Headers and Episodes of all returns.
        pairs: What the user says.
    """
    alike = _alike(returned.alike)
    if not alike and not pairs:
        return {}, []
    names = {name for group in alike for name in group}
    known = _known(returned, names | {name for pair in pairs for name in (pair.old, pair.new)})
    joined, problems = _as_said(pairs, known)
    refused = {name for pair in pairs if pair.old not in joined for name in (pair.old, pair.new)}
    for group in alike:
        if refused.isdisjoint(group):
            new_ids, warnings = _by_upn(group, known, joined)
            joined |= new_ids
            problems += warnings
    return _settled(joined), problems


def _alike(rows: Iterable[Row]) -> list[tuple[str, ...]]:
    """Identifiers that share a UPN and a date of birth."""
    groups: dict[tuple[str, date], list[str]] = {}
    for name, born, upn in rows:
        if has_shape(upn):
            groups.setdefault((upn, born), []).append(name)
    return [tuple(sorted(names)) for _, names in sorted(groups.items())]


def _known(returned: ReturnedTables, names: Iterable[str]) -> dict[str, KnownChild]:
    """What Headers and Episodes say of some identifiers."""
    wanted = sorted(names)
    of_headers = _by_child(returned.headers(wanted))
    of_episodes = _by_child(returned.episodes(wanted))
    return {
        name: _summed_up(of_headers.get(name, []), of_episodes.get(name, []), returned.paths)
        for name in wanted
        if name in of_headers or name in of_episodes
    }


def _by_child(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """What comes after the identifier, by identifier."""
    known: dict[str, list[Row]] = {}
    for name, *cells in rows:
        known.setdefault(name, []).append(tuple(cells))
    return known


def _summed_up(headers: Sequence[Row], episodes: Sequence[Row], paths: Sequence[str]) -> KnownChild:
    file, line = max((row[1], row[2]) for row in headers or episodes)
    return KnownChild(
        years=frozenset(row[0] for row in (*headers, *episodes) if row[0] is not None),
        starts=frozenset(row[3] for row in episodes if row[3]),
        ends=frozenset(row[4] for row in episodes if row[4]),
        place=(paths[file], line or None),
    )


def _as_said(
    pairs: Sequence[SameChild], known: Mapping[str, KnownChild]
) -> tuple[dict[str, str], list[Problem]]:
    """The identifiers to give up and those to take instead, and what cannot be."""
    names = {pair.old: pair.new for pair in pairs}
    news = Counter(names.values())
    problems, valid = [], dict(names)
    for same_child in pairs:
        rivals = [
            old for old, new in names.items() if new == same_child.new and old != same_child.old
        ]
        message = _refused(same_child, names, known, rivals if news[same_child.new] > 1 else [])
        if message:
            valid.pop(same_child.old, None)
            problems.append(
                record_error(
                    same_child.path,
                    message,
                    line=same_child.line,
                    column=same_child.column,
                    hint=REFUSED_HINT,
                )
            )
    valid_pairs = [pair for pair in pairs if pair.old in valid]
    problems += [
        record_error(
            pair.path, MAPPED, line=pair.line, column=pair.column, severity=Severity.WARNING
        )
        for pair in valid_pairs
    ]
    return valid, problems


REFUSED_HINT = "nothing is joined by it; correct it, or take it out"


def _refused(
    pair: SameChild,
    names: Mapping[str, str],
    known: Mapping[str, KnownChild],
    rivals: Sequence[str],
) -> str | None:
    """Why a pair cannot be joined, in words without the identifiers."""
    if _circles(pair.old, names):
        return "this pair of ids leads back to where it began"
    missing = [side for side, name in (("old", pair.old), ("new", pair.new)) if name not in known]
    if missing:
        return f"the {' and the '.join(missing)} id of this pair is in no Header or Episodes"
    others = [pair.new, *rivals]
    if any(name in known and not known[pair.old].may_be(known[name]) for name in others):
        return "the two ids of this pair, or two that are given the same one, are in one return"
    return None


def _circles(name: str, names: Mapping[str, str]) -> bool:
    passed = {name}
    while name in names:
        name = names[name]
        if name in passed:
            return True
        passed.add(name)
    return False


def _by_upn(
    group: Sequence[str], known: Mapping[str, KnownChild], joined: Mapping[str, str]
) -> tuple[dict[str, str], list[Problem]]:
    """Of identifiers that look alike those that fit, each joined with the next later one."""
    present = sorted(
        (name for name in group if name in known), key=lambda name: _age(known[name], name)
    )
    clash = any(not known[a].may_be(known[b]) for a, b in combinations(present, 2))
    fitting: dict[str, str] = {}
    problems = []
    for old, new in pairwise(present):
        if old in joined:
            continue
        path, line = known[new].place
        if not clash and known[old].fits(known[new]):
            fitting[old] = new
            problems.append(record_warning(path, JOINED, line=line))
        else:
            problems.append(record_warning(path, NOT_JOINED, line=line, hint=APART_HINT))
    return fitting, problems


def _age(known_child: KnownChild, name: str) -> tuple[int, str]:
    """Orders identifiers by the latest return that has them."""
    return max(known_child.years, default=0), name


def _settled(names: Mapping[str, str]) -> dict[str, str]:
    """Each identifier with the last one it leads to."""
    settled = {}
    for old in names:
        new = old
        while new in names:
            new = names[new]
        settled[old] = new
    return settled
