#!/usr/bin/env bash
# WeasyPrint 70.0: a PDF/UA-1 made from HTML tells the language of the document alone, not the `lang` of a word or a section.
#
# HTML has `lang` on any element and PDF has /Lang on any element of its structure or marked content; PDF/UA-1 (7.2) and WCAG
# (3.1.2) ask that a change of language be told. WeasyPrint reads these attributes, since it hyphenates by them, and writes the
# root's alone: the English summary of a French report is read aloud with French sounds. The file says PDF/UA-1, and no checker can
# contradict it without knowing the words. Typst 0.15.2 tells both for the same text. The title of an <abbr> is lost as well.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check weasyprint==70.0 typst==0.15.2 pikepdf==10.18.0
cd "$folder"
seen=$(venv/bin/python - <<'PY'
import re
from pathlib import Path

import pikepdf
import typst
import weasyprint

PAGE = """<html lang="fr"><title>Rapport</title><h1>Rapport</h1>
<p>Le <em lang="en">Social Business Act</em> et l’<abbr title="équivalent temps plein">ETP</abbr>.</p>
<section lang="en"><p>This summary is in English.</p></section></html>"""
TYP = """#set document(title: "Rapport")
#set text(lang: "fr")
= Rapport
Le #text(lang: "en")[Social Business Act].

#text(lang: "en")[This summary is in English.]
"""
weasyprint.HTML(string=PAGE).write_pdf("weasyprint.pdf", pdf_variant="pdf/ua-1")
Path("report.typ").write_text(TYP, "utf-8")
typst.compile("report.typ", output="typst.pdf", pdf_standards=["ua-1"])
for name in ("weasyprint", "typst"):
    with pikepdf.open(f"{name}.pdf") as pdf:
        parts = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/S" in thing and "/P" in thing]
        tagged = sorted(str(part.Lang) for part in parts if "/Lang" in part)
        marked = re.findall(rb"/Lang ?\(([^)]*)\)", pdf.pages[0].Contents.read_bytes())
        told = [str(part.E) for part in parts if "/E" in part]
        part = pdf.open_metadata().get("pdfuaid:part")
        print(f"{name}: PDF/UA-{part}, document {pdf.Root.Lang}, elements {tagged}, words {marked}, abbreviations {told}")
PY
)
expected="weasyprint: PDF/UA-1, document fr, elements [], words [], abbreviations []
typst: PDF/UA-1, document fr, elements ['en'], words [b'en'], abbreviations []"
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'WeasyPrint or Typst behaves otherwise now' >&2; exit 1; }
