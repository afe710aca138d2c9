"""Requesting: what the plan's measures need, from which service, and what is still missing."""

from cptracker.requesting.asking import Ask, Request, request
from cptracker.requesting.services import services

__all__ = ["Ask", "Request", "request", "services"]
