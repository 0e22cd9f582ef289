#!/usr/bin/env bash
# Pandoc 3.9 + Typst 0.15.2: a Markdown table longer than a page is printed with its last rows over each other, without a warning.
#
# Pandoc's Typst writer wraps each table in a #figure, whose block is not breakable. Typst moves the figure to a fresh page
# and lays the thirty rows that exceed it on one line at its foot: the PDF passes for PDF/UA-1, and can't be read.
# (`show figure.where(kind: table): set block(breakable: true)` mends a table that stands alone.)
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

ROWS = 70
table = "| Month | Sessions |\n|:------|---------:|\n" + "".join(f"| month | {n} |\n" for n in range(ROWS))
HEAD = '#set document(title: "Report")\n#set page(paper: "a4")\n#set table(stroke: none)\n'
body = pypandoc.convert_text(table, "typst", format="markdown")
for name, mend in (("as written", ""), ("breakable", "#show figure.where(kind: table): set block(breakable: true)\n")):
    Path("report.typ").write_text(HEAD + mend + "= Report\n" + body, "utf-8")
    pdf, warnings = typst.compile_with_warnings("report.typ", pdf_standards=["ua-1"])
    lines = set()
    document = pypdfium2.PdfDocument(pdf)
    for number, page in enumerate(document):
        text = page.get_textpage()
        for index in range(text.count_chars()):
            if text.get_text_range(index, 1) == "m":
                lines.add((number, round(text.get_charbox(index)[1])))
    print(f"{name}: {ROWS} rows on {len(lines)} lines, {len(document)} pages, {len(warnings)} warnings")
PY
)
printf '%s\n' "$seen"
expected='as written: 70 rows on 41 lines, 2 pages, 0 warnings
breakable: 70 rows on 70 lines, 2 pages, 0 warnings'
[ "$seen" = "$expected" ] || { echo 'Pandoc or Typst behaves otherwise now' >&2; exit 1; }
