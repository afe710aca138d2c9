"""Free text in a public paper: whether it counts so few people that one could be recognised.

A reason, an action, an owner or a commentary is somebody's own words, and "an exception for the two
young people abroad" says as much as a figure. Words are compared without case, hyphens, accents of
form or invisible characters, so that "three looked-after children", "3 care-experienced young
people" and "a couple of boys" are all seen to count people.

What is found: one to five people, as a word or a numeral, before or after the noun; `both`, `pair`,
`couple`, twins and triplets; `a single`, `the only`. What is not: "three or more placements" and
"one in five children" count nobody, "twenty-three children" are many, "Year 5 pupils" are a class.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import takewhile

from attrs import evolve

from cptracker.disclosure.primary import counts_people
from cptracker.model.actions import Commentary
from cptracker.model.figures import Figure
from cptracker.model.plan_sections import Quotation, QuotationAudience
from cptracker.model.protection import PERCENT
from cptracker.status.report import StatusReport


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LEFT_OUT = "[c] the words are left out: they count few people"


_UNITS = (
    "nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen", "twenty",
)  # fmt: skip


MOST = 5
"""So many people or fewer are few, as in the rules for figures."""


_FEW = frozenset({*_UNITS[1 : MOST + 1], *map(str, range(1, MOST + 1)), "single", "only", "sole",
                  "lone", "couple", "pair", "trio", "both"})  # fmt: skip
"""Words that count one to five, or can only mean so few."""


_PEOPLE = _words(
    """
    child children kid kids youngster youngsters infant infants toddler toddlers baby babies teen
    teens teenager teenagers adolescent adolescents minor minors boy boys girl girls lad lads
    person persons people individual individuals leaver leavers sibling siblings brother brothers
    sister sisters son sons daughter daughters mother mothers father fathers parent parents pupil
    pupils student students learner learners apprentice apprentices refugee refugees seeker seekers
    uasc ucc resident residents occupant occupants them these those placement placements case cases
    adopter adopters adoption adoptions sgo sgos
    """
)


_MANY_OF_THEM = frozenset({"twins", "twin", "triplets", "triplet", "quadruplets"})
"""Nouns that count by themselves."""


_LINKS = _words("of the our these those all his her their its your my")
"""What may stand between "two" and "of our children"."""


_STOPS = _words(
    """
    a an and or but nor for in to with without by at on from per into than as is are was were be
    been has have had do does did will would can could may must should that who whom which when
    where while if so not no each every any some more most fewer less years year months month weeks
    week days day hours hour minutes miles mile km points point percent per cent pounds times
    quarters thirds fifths halves half hundred thousand million dozen staff workers worker homes
    home houses schools school meetings meeting sessions session events event visits reviews plans
    teams team services service councils council priorities promises measures areas models courses
    january february march april june july august september october november december
    """
)
"""Words that end the phrase a number belongs to: what it counts then is something else."""


_LABELS = _words(
    """
    priority stage year key aged age ages grade band level tier phase step part annex appendix
    section item point page week day month quarter group class number no ref recommendation
    objective outcome measure deliverable theme area article schedule chapter figure table version
    under over twenty thirty forty fifty sixty seventy eighty ninety hundred thousand
    """
)
"""Words before a number that make a label, an age or a larger number of it."""


_MARKS = frozenset(":(=")
"""What stands between people and their number behind them."""


_GOING_ON = _words("and at by during in last of on since so this to until were")
"""What may follow a number that belongs to the people before it."""


_LONGEST = 6
"""So many words of description may stand between the number and the noun."""


_TOKEN = re.compile(r"\d+(?:[.,/:]\d+)*%?|[^\W\d_]+|[:(=.;!?]")


_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


_JOINERS = re.compile(r"[-\u2010-\u2015\u2212_/\u00b7'\u2019](?=\D)")


_AGES = re.compile(r"\b[^\W_]+ years? olds?\b")


_NUMBER = re.compile(r"(?<![\w.])[0-9][0-9,]*(?:\.[0-9]+)?")


_QUICK = re.compile(rf"\b(?:{'|'.join(sorted(_FEW | _MANY_OF_THEM))})\b")


def plain_words(text: str) -> str:
    """The text in small letters, hyphens as spaces, without look-alike and invisible characters."""
    known = unicodedata.normalize("NFKC", text).translate(_INVISIBLE).casefold()
    return _AGES.sub("old", _JOINERS.sub(" ", known))


@lru_cache(maxsize=4096)
def counts_few(text: str) -> bool:
    """Whether a text counts one to five people.

    Example:
        >>> counts_few("Find homes for three looked-after children")
        True
        >>> counts_few("Report on children with three or more placements")
        False
    """
    known = plain_words(text)
    if not _QUICK.search(known):
        return False
    tokens = _TOKEN.findall(known)
    return any(_counts_at(tokens, place) for place in range(len(tokens)))


def may_stand(text: str) -> str:
    """The text, or that it is left out."""
    return LEFT_OUT if counts_few(text) else text


def _counts_at(tokens: Sequence[str], place: int) -> bool:
    """Whether the word at a place counts a few people."""
    word = tokens[place]
    if word in _MANY_OF_THEM:
        return True
    if word not in _FEW or _is_part(tokens, place):
        return False
    return _noun_follows(tokens, place + 1) or _noun_before(tokens, place)


def _is_part(tokens: Sequence[str], place: int) -> bool:
    """Whether a number is part of a larger one, a label, an age, or of "three or more"."""
    before = tokens[place - 1] if place else ""
    after = tokens[place + 1 : place + 3]
    if before in _LABELS and tokens[place] not in ("only", "single"):
        return True
    if before == "in" and place > 1 and tokens[place - 2] in ("one", "1"):
        return True  # one in five children
    return len(after) == 2 and after[0] == "or" and after[1] in ("more", "fewer", "less")


def _noun_follows(tokens: Sequence[str], start: int) -> bool:
    """Whether what is counted are people: "two of our unaccompanied young people"."""
    described = 0
    for word in tokens[start:]:
        if word in _PEOPLE:
            return True
        if word in _LINKS:
            continue
        described += 1
        if word in _STOPS or not word.isalnum() or described > _LONGEST:
            return False
    return False


def _noun_before(tokens: Sequence[str], place: int) -> bool:
    """Whether a number stands behind its people: "children missing: 3", "young people (two)"."""
    if not place or tokens[place - 1] not in _MARKS:
        return False
    after = tokens[place + 1] if place + 1 < len(tokens) else "."
    if after.isalpha() and after not in _GOING_ON:
        return False  # "homes for children: two new schools"
    before = list(takewhile(str.isalnum, reversed(tokens[: place - 1])))
    return any(word in _PEOPLE for word in before[:_LONGEST])


def is_safe_text(commentary: Commentary, hidden: Collection[Figure]) -> bool:
    """Whether a commentary can stand in a public paper.

    Args:
        commentary: As it was written for the paper.
        hidden: The exact figures beside it that are hidden.
    """
    texts = (commentary.data_says, commentary.analysis, commentary.next_steps)
    text = " ".join(one_text for one_text in texts if one_text)
    if counts_few(text) or "both" in plain_words(text).split():
        return False
    secret = {number for figure in hidden for number in _secrets(figure)}
    return not secret & set(_stated(text))


def _secrets(figure: Figure) -> Iterator[str]:
    """The numbers of a hidden figure as they might be written."""
    numerator, complement, _ = counts_people(figure)
    for number in (figure.numerator, numerator, complement, figure.unknown):
        if number:
            yield str(number)
    if figure.value is not None:
        for digits in (0, 1, 2):
            yield f"{float(figure.value):.{digits}f}"
        yield f"{float(PERCENT - figure.value):.0f}"


def _stated(text: str) -> Iterator[str]:
    """The numbers a text states, as words or in figures."""
    known = plain_words(text)
    for number_text in _NUMBER.findall(known):
        yield number_text.replace(",", "")
    words = set(_TOKEN.findall(known))
    for number, word in enumerate(_UNITS):
        if number and word in words:
            yield str(number)


def with_public_quotations(report: StatusReport) -> StatusReport:
    """The report with those quotations that anybody may see.

    One that counts few people is left out as a whole: nobody's words are cut.
    """
    return evolve(report, quotations=tuple(filter(_may_go_out, report.quotations)))


def _may_go_out(quotation: Quotation) -> bool:
    texts = (quotation.words, quotation.said_by)
    return quotation.audience is QuotationAudience.PUBLIC and not any(map(counts_few, texts))
