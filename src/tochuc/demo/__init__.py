"""The demonstration province: real structure, invented people."""
