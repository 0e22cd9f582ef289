"""The live preview: the report beside the text, made again as soon as a file is saved.

`studio` makes the report again, doing only what an edit can change; `board` holds what browsers are shown; `site` serves it
on this machine alone; `watch` tells when a file is saved. The page and the PDF are byte for byte those of `build`.
"""
