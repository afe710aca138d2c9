"""What several measures share."""

GRACE = 5
"""Days after which a plan that is late counts as very late."""
