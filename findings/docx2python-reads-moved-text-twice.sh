#!/usr/bin/env bash
# docx2python 3.7.1 reads a text that was moved with tracked changes twice, where it was and where it is.
#
# A tracked move is two stretches: w:moveFrom where the text was, w:moveTo where it is now (ISO/IEC 29500-1, 17.13.5.22 and
# 17.13.5.25). Deleted text is left out, since its runs hold w:delText; the runs of w:moveFrom hold ordinary w:t, and are read
# as if they stood. A number moved during proofreading is found in two places of the text.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check docx2python==3.7.1 python-docx==1.2.0
cd "$folder"
seen=$(venv/bin/python - <<'PY'
import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx2python import docx2python


def change(tag: str, number: int, run: str) -> object:
    names = nsdecls("w")
    return parse_xml(f'<w:{tag} {names} w:id="{number}" w:author="A" w:date="2025-01-02T00:00:00Z"><w:r>{run}</w:r></w:{tag}>')


document = docx.Document()
first = document.add_paragraph("Au garage :")
first._p.append(change("moveFrom", 1, '<w:t xml:space="preserve"> 318 vélos</w:t>'))
first._p.append(change("del", 2, '<w:delText xml:space="preserve"> 41 essais</w:delText>'))
second = document.add_paragraph("À l'atelier :")
second._p.append(change("moveTo", 3, '<w:t xml:space="preserve"> 318 vélos</w:t>'))
document.save("relu.docx")
with docx2python("relu.docx") as read:
    print("\n".join(line for line in read.text.split("\n") if line))
PY
)
expected="Au garage : 318 vélos
À l'atelier : 318 vélos"
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'docx2python behaves otherwise now' >&2; exit 1; }
