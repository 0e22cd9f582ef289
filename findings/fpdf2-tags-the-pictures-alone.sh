#!/usr/bin/env bash
# fpdf2 2.8.9: one picture with an alternative text makes a PDF that is marked as tagged and whose tags hold that picture alone.
#
# `alt_text` is offered for accessibility. The first one adds a structure tree and /MarkInfo /Marked true, by which a file says
# that its tags give its whole content in order (ISO 32000-1, 14.7 and 14.8). Headings, paragraphs, lists and tables made with fpdf2's
# own calls, write_html included, are in no tag and aren't marked as artifacts: a screen reader that trusts the tags tells the
# chart and none of the report. Without that text the same file is untagged, and readers guess the order of its words.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check fpdf2==2.8.9 pikepdf==10.18.0 pillow==13.0.0
cd "$folder"
seen=$(venv/bin/python - <<'PY'
import re

import fpdf
import pikepdf
from PIL import Image

Image.new("RGB", (10, 10), "teal").save("chart.png")
TEXT = """<h1>Rapport</h1><p>Le réseau emploie 318 personnes.</p>
<table><thead><tr><th>Région</th><th>2024</th></tr></thead><tbody><tr><td>Corse</td><td>12</td></tr></tbody></table>"""
for name, description in (("without", None), ("with", "Les emplois par région")):
    page = fpdf.FPDF()
    page.set_lang("fr")
    page.set_title("Rapport")
    page.set_compression(False)
    page.add_page()
    page.set_font("Helvetica", size=12)
    page.write_html(TEXT)
    page.image("chart.png", w=20, alt_text=description)
    page.output(f"{name}.pdf")
    with pikepdf.open(f"{name}.pdf") as pdf:
        tags = [str(thing.S) for thing in pdf.objects
                if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/StructElem"]  # fmt: skip
        marked = re.findall(rb"(/\w+)[^\n]* BDC", pdf.pages[0].Contents.read_bytes())
        tagged = "/MarkInfo" in pdf.Root and bool(pdf.Root.MarkInfo.Marked)
        print(f"{name} alt_text: marked as tagged {tagged}, tags {tags}, marked content {len(marked)}")
PY
)
expected="without alt_text: marked as tagged False, tags [], marked content 0
with alt_text: marked as tagged True, tags ['/Document', '/Figure'], marked content 1"
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'fpdf2 behaves otherwise now' >&2; exit 1; }
