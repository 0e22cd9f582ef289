"""Factsheets as files: a template set once, filled in for each member by a compiler that stays awake.

`setting` makes one (PDF and page) and reads it back; `pools` says who works; `record` keeps what was made, and what for.
"""
