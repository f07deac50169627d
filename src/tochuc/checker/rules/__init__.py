"""The rules, by what they compare."""
