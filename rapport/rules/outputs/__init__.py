"""The rules on finished files, which are read back."""
