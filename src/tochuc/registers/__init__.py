"""The areas of work, one package each."""
