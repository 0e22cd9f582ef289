"""Changes to author files: a value in its place and nothing else moves; all the files of a change, or none.

`originals` knows how a file was saved, `yaml_text` and `csv_text` change one value of a text, `entries` says what may be
written, `journal` writes.
"""
