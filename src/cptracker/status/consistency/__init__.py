"""Checks that a plan tells one story: promises, figures and what is said of them."""
