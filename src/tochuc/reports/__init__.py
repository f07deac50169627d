"""Reports: templates with figures in them, and the Word and HTML that come of them."""
