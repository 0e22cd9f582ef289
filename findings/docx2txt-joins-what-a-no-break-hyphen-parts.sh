#!/usr/bin/env bash
# docx2txt 0.9 reads "2023‑2024" as "20232024" when its hyphen is Word's no-break one, and gives a moved sentence twice.
#
# Word writes that hyphen (Ctrl+Shift+_), and what "Insert symbol" puts, as elements (`w:noBreakHyphen`, `w:sym`) between two runs
# of text. docx2txt joins the runs and says nothing: two years make one number, "±2" is 2, "0 800‑12" is 0 80012. What a
# reviewer moved is kept where it was and where it went. mammoth 1.13.0 reads all of them as they are shown.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check docx2txt==0.9 mammoth==1.13.0 python-docx==1.2.0
cd "$folder"
seen=$(venv/bin/python - <<'PY'
import docx
import docx2txt
import mammoth
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

PARAGRAPHS = (
    "<w:r><w:t>2023</w:t></w:r><w:r><w:noBreakHyphen/></w:r><w:r><w:t>2024</w:t></w:r>",
    '<w:r><w:t xml:space="preserve">12 </w:t></w:r><w:r><w:sym w:font="Symbol" w:char="F0B1"/></w:r><w:r><w:t>2 points</w:t></w:r>',
    '<w:moveFrom w:id="1" w:author="A"><w:r><w:t>Moved.</w:t></w:r></w:moveFrom><w:r><w:t>First.</w:t></w:r>',
    '<w:r><w:t>Second.</w:t></w:r><w:moveTo w:id="2" w:author="A"><w:r><w:t>Moved.</w:t></w:r></w:moveTo>',
)
file = docx.Document()
for runs in PARAGRAPHS:
    file.element.body.insert(len(file.element.body) - 1, parse_xml(f"<w:p {nsdecls('w')}>{runs}</w:p>"))
file.save("proof.docx")
print("docx2txt:", " / ".join(docx2txt.process("proof.docx").split("\n\n")))
print("mammoth:", " / ".join(mammoth.extract_raw_text("proof.docx").value.strip().split("\n\n")))
PY
)
expected='docx2txt: 20232024 / 12 2 points / Moved.First. / Second.Moved.
mammoth: 2023‑2024 / 12 ±2 points / First. / Second.Moved.'
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'docx2txt or mammoth behaves otherwise now' >&2; exit 1; }
