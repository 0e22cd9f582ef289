"""What changed between two editions: two years, two commits, or two published folders.

`sides` reads what is compared (`sources` an edition's files, `published` a folder that was made of one), `numbers`,
`words` and `entries` compare, `forms` tells it: as text, as Markdown, as a page.
"""
