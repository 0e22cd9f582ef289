"""Markdown as Pandoc reads it, in linear time: blocks of code, blocks stuck to a paragraph, drawn tables, targets of links."""
