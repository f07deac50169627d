"""What was found, in the forms in which it is asked for: text, JSON, SARIF, a page, comments in Word."""
