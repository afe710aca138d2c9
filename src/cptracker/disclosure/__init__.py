"""Disclosure control: no child can be found in a paper for the public."""

from cptracker.disclosure.protecting import protect
from cptracker.disclosure.publishing import publish
from cptracker.disclosure.rules import PROFILES, Rules, profile_names, rules_named

__all__ = ["PROFILES", "Rules", "profile_names", "protect", "publish", "rules_named"]
