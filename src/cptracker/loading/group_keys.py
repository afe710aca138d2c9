"""The group that a published figure is for, as a plan or a table of figures writes it."""

import re

from cptracker.loading.nodes import MapNode, Node
from cptracker.loading.scalars import WrongValueError, text_of, wrong
from cptracker.model import GroupKey

GROUP = re.compile(r"([a-z][a-z_]{0,40}): *(\S.{0,60})")
WANTED = "a breakdown and its group, such as `age_group: 17-18`"
HINT = 'write it as {age_group: 17-18}, or in quotes as "age_group: 17-18"'


def parsed_group(text: str) -> GroupKey | None:
    """The group of a text such as `age_group: 17-18`; None where it is no such text."""
    match = GROUP.fullmatch(text.strip())
    return GroupKey(group_by=match[1], group=match[2].rstrip()) if match else None


def group_of(node: Node) -> GroupKey:
    """A group written as a mapping of one breakdown, or as a text in quotes.

    Raises:
        WrongValueError: It is something else.
    """
    if isinstance(node, MapNode):
        return _of_mapping(node)
    group = parsed_group(text_of(node))
    if group is None:
        raise wrong(node, WANTED, HINT)
    return group


def _of_mapping(node: MapNode) -> GroupKey:
    if len(node.entries) != 1:
        raise WrongValueError(node.place, f"must be {WANTED}", "a figure is for one group")
    ((group_by, value),) = node.entries.items()
    group = parsed_group(f"{group_by}: {text_of(value)}")
    if group is None:
        raise WrongValueError(node.place, f"must be {WANTED}", HINT)
    return group
