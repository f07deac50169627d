"""Documents written for this purpose: clean ones with their relations, and ones with planted faults."""
