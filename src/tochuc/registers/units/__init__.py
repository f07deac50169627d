"""Register package: units."""
