"""From one edition to the next: the published one is kept under `editions/<year>/`, the root turns to the new year.

`readiness` says whether an edition may be left, `keeping` what is kept of it, `turning` what the new year changes in the
author files, `undoing` how to come back. `sources/editing/journal` writes: all the files, or none.
"""
