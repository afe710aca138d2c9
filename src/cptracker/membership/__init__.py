"""Membership: who stands behind a figure, one by one, and who made it move."""

from cptracker.membership.listing import cases
from cptracker.membership.members import Cases, Member, Outcome, Rows
from cptracker.membership.moving import Change, Movement, movement

__all__ = ["Cases", "Change", "Member", "Movement", "Outcome", "Rows", "cases", "movement"]
