"""The checker reads a finished report as a meticulous editor would and says what contradicts itself.

A library without Django: `tochuc.checker.readers.read` makes a `Document` of a file, `tochuc.checker.engine.check`
yields what its rules find in it.
"""
