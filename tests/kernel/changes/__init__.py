"""Tests of the log: its chain, undo, shredding and history."""
