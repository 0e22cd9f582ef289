"""2 and 6. The rules: what the sources and the outputs must keep. One file a family, one decorated generator a rule.

A rule yields findings; its French docstring is its documentation (`build.py rules`), its code is written by hand and
never renumbered. Its cases are the folders `tests/rules/<CODE>-…/`. Families are imported as their rules are tried (`homes`).
"""
