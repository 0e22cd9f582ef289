"""The workbook that a colleague fills: what it asks (`pages`), its writing, its reading, what it changes.

It goes out with every value that it was written from, so that what comes back is compared with three states: the value that
left, the value that comes back, the value of today.
"""
