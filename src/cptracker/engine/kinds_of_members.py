"""What is asked of members beside a count or a share."""

from cptracker.authoring.member_types import Events, Members, Stock


def is_of_amounts(members: Members) -> bool:
    """Whether a mean, a median or a percentile of an amount is asked for."""
    if not isinstance(members, Stock | Events) or members.amount is None:
        return False
    return members.statistic != "sum"


def is_since(members: Members) -> bool:
    """Whether amounts are months, from each of which those to the period's end count."""
    return isinstance(members, Stock) and members.since is not None


def is_mean(members: Members) -> bool:
    """Whether a stock is looked up for the mean number of distinct items."""
    if not isinstance(members, Stock) or not members.contacts:
        return False
    return members.at_least is None and members.contacts[0].item is not None
