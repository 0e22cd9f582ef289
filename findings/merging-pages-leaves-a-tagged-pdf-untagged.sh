#!/usr/bin/env bash
# pypdf 6.1.1, pikepdf 10.0.0 and pypdfium2 5.1.0: a cover put before a tagged PDF leaves an untagged one, without a word.
#
# The structure tree, the language and the title shown belong to the document, and merging copies pages. A report that passed
# PDF/UA-1 goes through the usual three lines (append, append, write), still opens and looks the same, and a screen reader finds
# neither headings nor alternative texts. pypdf keeps the tree only if the report is cloned first and the cover inserted into it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check typst==0.15.2 pypdf==6.1.1 pikepdf==10.0.0 pypdfium2==5.1.0
cd "$folder"
seen=$(venv/bin/python - <<'PY'
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import typst


def told(name: str) -> None:
    with pikepdf.open(f"{name}.pdf") as pdf:
        there = [key for key in ("/StructTreeRoot", "/MarkInfo", "/Lang", "/ViewerPreferences", "/Outlines") if key in pdf.Root]
        print(f"{name}: {' '.join(there) or 'none'}")


for name, text in (("cover", "= Cover"), ("report", '= Report\n#figure(rect(), alt: "A chart")')):
    Path(f"{name}.typ").write_text(f'#set document(title: "Report")\n#set text(lang: "fr")\n{text}\n', "utf-8")
    typst.compile(f"{name}.typ", output=f"{name}.pdf", pdf_standards=["ua-1"])
told("report")
writer = pypdf.PdfWriter()
writer.append("cover.pdf")
writer.append("report.pdf")
writer.write("pypdf.pdf")
told("pypdf")
writer = pypdf.PdfWriter(clone_from="report.pdf")
writer.merge(0, "cover.pdf")
writer.write("cloned.pdf")
told("cloned")
with pikepdf.new() as merged, pikepdf.open("cover.pdf") as cover, pikepdf.open("report.pdf") as report:
    merged.pages.extend(cover.pages)
    merged.pages.extend(report.pages)
    merged.save("pikepdf.pdf")
told("pikepdf")
bound = pypdfium2.PdfDocument.new()
for name in ("cover.pdf", "report.pdf"):
    bound.import_pages(pypdfium2.PdfDocument(name))
bound.save("pypdfium2.pdf")
told("pypdfium2")
PY
)
expected='report: /StructTreeRoot /MarkInfo /Lang /ViewerPreferences /Outlines
pypdf: /Outlines
cloned: /StructTreeRoot /MarkInfo /Lang /ViewerPreferences /Outlines
pikepdf: none
pypdfium2: none'
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'a library of PDF behaves otherwise now' >&2; exit 1; }
