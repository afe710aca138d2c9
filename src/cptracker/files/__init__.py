"""Bytes in and out: YAML with places, tables, decoding, atomic writes and locks."""
