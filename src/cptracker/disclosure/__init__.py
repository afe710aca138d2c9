"""Disclosure control: no child can be found in a paper for the public."""
