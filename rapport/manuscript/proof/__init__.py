"""The Word file to proofread, both ways: which authored text each of its paragraphs prints, letter by letter."""
