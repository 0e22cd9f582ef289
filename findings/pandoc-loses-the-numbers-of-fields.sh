#!/usr/bin/env bash
# Pandoc 3.9 reads an ODT or Word file without the numbers that its fields show, for some ways of writing a field and not others.
#
# In OpenDocument a user field (a number kept once and shown in many places) and an expression vanish, a sequence stays. In Word
# a field written as one element (`w:fldSimple`: a property of the document, the number of a caption) vanishes; the same field in
# parts (`w:fldChar`) stays. Each file holds the number, as the text last shown; the sentence comes back without it, and nothing
# is warned of.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pypandoc_binary==1.17 odfpy==1.4.1 python-docx==1.2.0
cd "$folder"
seen=$(venv/bin/python - <<'PY'
import subprocess

import pypandoc
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from odf import text
from odf.opendocument import OpenDocumentText

W = nsdecls("w")
letter, words = OpenDocumentText(), text.P()
kept = text.UserFieldDecls()
kept.addElement(text.UserFieldDecl(name="members", valuetype="float", value="500"))
letter.text.addElement(kept)
for label, field, number in (
    ("user field", text.UserFieldGet(name="members"), "500"),
    ("expression", text.Expression(formula="ooow:members+1", valuetype="float", value="501"), "501"),
    ("sequence", text.Sequence(name="Table", formula="ooow:Table+1"), "7"),
):
    field.addText(number)
    words.addText(f"{label} (")
    words.addElement(field)
    words.addText(") ")
letter.text.addElement(words)
letter.save("letter.odt")
report = Document()
for name in ("DOCPROPERTY members", "SEQ Table"):
    for label, runs in (
        ("in one", [f'<w:fldSimple {W} w:instr=" {name} "><w:r><w:t>500</w:t></w:r></w:fldSimple>']),
        ("in parts", [f"<w:r {W}>{part}</w:r>" for part in (
            '<w:fldChar w:fldCharType="begin"/>', f"<w:instrText> {name} </w:instrText>", '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>500</w:t>", '<w:fldChar w:fldCharType="end"/>')]),
    ):  # fmt: skip
        paragraph = report.add_paragraph(f"{name} {label} (")
        for run in runs:
            paragraph._p.append(parse_xml(run))
        paragraph.add_run(")")
report.save("report.docx")
for name in ("letter.odt", "report.docx"):
    read = subprocess.run([pypandoc.get_pandoc_path(), "--to=plain", "--wrap=none", name], capture_output=True, text=True, check=True)
    print(read.stdout.replace("\n\n", "\n").strip(), "| warnings:", len(read.stderr.splitlines()))
PY
)
expected='user field () expression () sequence (7) | warnings: 0
DOCPROPERTY members in one ()
DOCPROPERTY members in parts (500)
SEQ Table in one ()
SEQ Table in parts (500) | warnings: 0'
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'Pandoc behaves otherwise now' >&2; exit 1; }
