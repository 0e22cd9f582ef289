"""4. The manuscript: every number, chart, table and person in its place, in plain Markdown that any engine can render.

Each line of the manuscript knows the author's line that it comes from. `passages` writes it.
"""
