"""From a template to a document, and from a document to Word and HTML."""
