"""The variants: other documents of the same numbers. One module a format, one line of `formats.VARIANTS` each."""
