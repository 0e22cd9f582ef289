"""The "bon à tirer".

`subjects` says what can be signed, `standings` what was signed and still stands, `lines` writes the file.
"""
