#!/usr/bin/env bash
# pypdfium2 5.15.2 gives a word's own hyphen at a line's end as the hyphen of a word cut there, under two different codes.
#
# PDFium takes any hyphen that ends a line for a division of the typesetter's and joins the halves with a mark of its own.
# French compounds break at their own hyphen without any division ("vingt-" / "quatre", "Seine-Saint-" / "Denis"): the hyphen
# that the reader sees is lost all the same, so a text read back can't be held to its source by dropping or keeping the mark.
# The mark is U+FFFE from get_text_range and U+0002 from get_text_bounded of the same page.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pypdfium2==5.15.2 typst==0.15.2
cd "$folder"
cat > page.typ <<'TYP'
#set page(width: 26mm, height: 90mm, margin: 5mm)
#set text(lang: "fr", hyphenate: false, size: 11pt)
les vingt-quatre mesures, en Seine-Saint-Denis
TYP
seen=$(venv/bin/python - <<'PY'
import pypdfium2
import typst

page = pypdfium2.PdfDocument(typst.compile("page.typ"))[0].get_textpage()
print(ascii(page.get_text_range()))
print(ascii(page.get_text_bounded()))
PY
)
expected="'les vingt\ufffequatre \r\nmesures, \r\nen Seine\ufffeSaint\ufffeDenis'
'les vingt\x02quatre \r\nmesures, \r\nen Seine\x02Saint\x02Denis'"
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'pypdfium2 behaves otherwise now' >&2; exit 1; }
