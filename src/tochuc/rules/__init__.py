"""What regulations and identifiers demand, as pure functions and data; without Django.

Rules take plain values and return findings (`tochuc.rules.finding`); numbers, dates and wording that
come from a regulation stand in `data/`.
"""
