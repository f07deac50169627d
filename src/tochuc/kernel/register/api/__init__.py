"""The REST interface of every register, generated from its declaration.

It reads through the same visibility and filters as the pages, and writes through the same forms and actions.
Errors are `{"errors": {field: [sentences]}}`, with `__all__` for what belongs to no field: 400 for what was
sent, 403 for what one sees but may not do, 404 for what one may not see.
"""
