"""Tables of other datasets that councils have, Annex A and the SSD, as cptracker's own tables."""
