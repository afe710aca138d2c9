"""The panel paper: what a finished status becomes before it has a format."""

from cptracker.reports.paper.panel import panel_paper

__all__ = ["panel_paper"]
