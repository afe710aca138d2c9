"""Measures of our council, installed like any package."""
