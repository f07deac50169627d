"""Spreadsheets in and out: reading uploads safely, finding the table in them, parsing columns, writing
exports.

Knows neither Django nor the database. Everything that a file can do wrong ends in a `SheetError` (the whole
file is refused) or in a list of `CellError` (all the wrong cells at once), both with a Vietnamese sentence.
"""
