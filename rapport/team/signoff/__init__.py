"""Sign-off (« bon à tirer »): who validated which numbers and texts, and whether it still stands.

`subjects` says what can be signed, `standings` what was signed and still stands, `lines` writes the file.
"""
