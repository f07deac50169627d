"""Register package: documents."""
