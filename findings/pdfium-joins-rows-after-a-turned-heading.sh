#!/usr/bin/env bash
# pypdfium2 5.15.2 reads two numbers of a table as one after a turned heading, by one of its two ways of reading a page.
#
# Headings turned by 90° are usual over narrow columns of years. After one, `get_text_bounded()` gives the last cells of two
# rows without anything between them: "318" beside "543" and "7" below come out as "543 3187", a number that nobody wrote.
# `get_text_range()` keeps a line break there, on the same page, and both agree when the headings lie flat: what compares the
# numbers of a PDF with what was meant must read it by the second.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pypdfium2==5.15.2 typst==0.15.2
cd "$folder"
seen=$(venv/bin/python - <<'PY'
from pathlib import Path

import pypdfium2
import typst

PAGE = "#set page(width: 10cm, height: 10cm)\n#table(columns: 3, {}, {}, [12], [543], [318], [7])"
for name, heading in (("flat", "[{}]"), ("turned", "rotate(-90deg, reflow: true)[{}]")):
    Path("page.typ").write_text(PAGE.format(heading.format(2023), heading.format(2024)))
    text = pypdfium2.PdfDocument(typst.compile("page.typ"))[0].get_textpage()
    print(f"{name}: range {text.get_text_range()!r}, bounded {text.get_text_bounded()!r}")
PY
)
expected="flat: range '2023 2024 12\r\n543 318 7', bounded '2023 2024 12\r\n543 318 7'
turned: range '2023\r\n2024\r\n12\r\n543 318\r\n7', bounded '2023\r\n2024\r\n12\r\n543 3187'"
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'pdfium behaves otherwise now' >&2; exit 1; }
