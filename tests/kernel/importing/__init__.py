"""Tests of importing: from an uploaded file to a change set."""
