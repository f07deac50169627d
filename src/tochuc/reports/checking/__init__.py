"""Documents that somebody checks: their versions, what was found in them, and what was decided about it."""
