"""Register package: people."""
