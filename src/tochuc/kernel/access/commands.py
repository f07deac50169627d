"""`tochuc explain-access USER OBJECT` and `tochuc roles load`."""
