"""Register package: members."""
