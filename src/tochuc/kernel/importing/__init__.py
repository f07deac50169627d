"""Importing a sheet into a register: stage, validate everything, preview, commit.

`spec` is the contract between a register and the import; `plan` what a planner fills; `job` what pages call.
"""
