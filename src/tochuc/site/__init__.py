"""The running site: settings, addresses, and the ``tochuc`` command."""
