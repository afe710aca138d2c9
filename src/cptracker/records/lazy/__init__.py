"""Lazy frames as canonical tables, without moving them."""
