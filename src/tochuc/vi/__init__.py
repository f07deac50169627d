"""What is Vietnamese about text: numbers, dates, words without diacritics, names.

The lowest floor: standard library only, and every other package may import it. Functions that read
what people type raise `ValueError` with a Vietnamese sentence that can be shown as it is.
"""
