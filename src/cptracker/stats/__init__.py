"""Distributions, intervals, control charts and trends: the statistician's part."""
