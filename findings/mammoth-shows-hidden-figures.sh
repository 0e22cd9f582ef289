#!/usr/bin/env bash
# mammoth 1.13.0 gives the text that Word hides as plain text, and a number that is struck through twice as one that stands.
#
# Hidden text (`w:vanish`, Ctrl+Shift+H) is neither shown nor printed by Word or LibreOffice: a draft keeps there what isn't to be
# read. mammoth leaves out deleted text, marks what one line strikes through, and tells of what it doesn't know in messages, so that
# the other ways to withdraw a number seem safe. These two come out as they stand, with no mark and no message, and a page
# made from the file has two totals side by side.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check mammoth==1.13.0 python-docx==1.2.0
cd "$folder"
seen=$(venv/bin/python - <<'PY'
import docx
import mammoth

file = docx.Document()
for mark in ("hidden", "strike", "double_strike"):
    paragraph = file.add_paragraph(f"{mark}: ")
    setattr(paragraph.add_run("318 (à confirmer) ").font, mark, True)
    paragraph.add_run("305 emplois")
file.save("proof.docx")
html = mammoth.convert_to_html("proof.docx")
print(html.value.replace("</p>", "</p>\n") + f"messages: {html.messages}")
print(mammoth.extract_raw_text("proof.docx").value.split("\n")[0])
PY
)
expected='<p>hidden: 318 (à confirmer) 305 emplois</p>
<p>strike: <s>318 (à confirmer) </s>305 emplois</p>
<p>double_strike: 318 (à confirmer) 305 emplois</p>
messages: []
hidden: 318 (à confirmer) 305 emplois'
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'mammoth behaves otherwise now' >&2; exit 1; }
