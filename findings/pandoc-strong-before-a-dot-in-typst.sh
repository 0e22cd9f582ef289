#!/usr/bin/env bash
# Pandoc 3.9 + Typst 0.15.2: a word in bold, italics, strikeout or a link, followed by ".org", doesn't compile; ".body" is lost.
#
# Pandoc's Typst writer escapes a parenthesis, a bracket or a semicolon after a mark, but no full stop: `#strong[name].org`
# is Typst's access to a field. Most words are no field, and compilation stops; "body" is one, and the PDF is short of a word.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pypandoc_binary==1.17 typst==0.15.2 pypdfium2==5.1.0
cd "$folder"
seen=$(venv/bin/python - <<'PY'
from pathlib import Path

import pypandoc
import pypdfium2
import typst

for text in ("Read **name**.org today", "Read *name*.org today", "Read ~~old~~.new today", "Read [name](https://example.org).pdf today",
             "Read **name**.body today", "Read **name**(org) today", "Read **name**. Today"):  # fmt: skip
    Path("report.typ").write_text(pypandoc.convert_text(text, "typst", format="markdown"), "utf-8")
    try:
        pdf = typst.compile("report.typ")
    except typst.TypstError as error:
        print(f"{text}: {error.message}")
    else:
        print(f"{text}: {pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()}")
PY
)
printf '%s\n' "$seen"
expected='Read **name**.org today: strong does not have field "org"
Read *name*.org today: emph does not have field "org"
Read ~~old~~.new today: strike does not have field "new"
Read [name](https://example.org).pdf today: link does not have field "pdf"
Read **name**.body today: Read name today
Read **name**(org) today: Read name(org) today
Read **name**. Today: Read name. Today'
[ "$seen" = "$expected" ] || { echo 'Pandoc or Typst behaves otherwise now' >&2; exit 1; }
