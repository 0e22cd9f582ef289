#!/usr/bin/env bash
# PyMuPDF 2.0: a table's extract() joins the words of each cell, "1 240" is "1240" and "Repair café" is "Repaircafé"; 1.28.2 did not.
#
# find_tables() finds the ruled table and its cells; what is lost is the space between two words of one of them, whether the PDF
# comes from Typst 0.15.2 or reportlab 4.4.4. In both versions the same table's to_markdown() keeps the space of "1 240" and drops
# that of "Cuisinepartagée" in Typst's PDF: two readings of one cell disagree, and neither warns.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat > "$folder/table.typ" <<'TYP'
#set page("a4")
#table(columns: (1fr, auto), [Atelier de quartier], [Heures], [Cuisine partagée], [980], [Repair café], [1 240])
TYP
cat > "$folder/make.py" <<'PY'
import typst
from reportlab.platypus import SimpleDocTemplate, Table

rows = [["Atelier de quartier", "Heures"], ["Cuisine partagée", "980"], ["Repair café", "1 240"]]
typst.compile("table.typ", output="typst.pdf")
SimpleDocTemplate("reportlab.pdf").build([Table(rows, style=[("GRID", (0, 0), (-1, -1), 1, "black")])])
PY
cat > "$folder/read.py" <<'PY'
import pymupdf

for name in ("typst", "reportlab"):
    page = (document := pymupdf.open(f"{name}.pdf"))[0]
    (table,) = page.find_tables().tables
    print(name, "|".join(cell for row in table.extract() for cell in row))
    print(name, "".join(line for line in table.to_markdown().splitlines() if "---" not in line))
PY
cd "$folder"
seen=$(
    for release in 2.0 1.28.2; do
        python3 -m venv "$release"
        "$release/bin/pip" install --quiet --disable-pip-version-check "pymupdf==$release" typst==0.15.2 reportlab==4.4.4
        [ -e typst.pdf ] || "$release/bin/python" make.py
        echo "$release"
        "$release/bin/python" -W ignore read.py | grep -v '^Consider'
    done
)
printf '%s\n' "$seen"
expected='2.0
typst Atelierdequartier|Heures|Cuisinepartagée|980|Repaircafé|1240
typst |Atelierdequartier|Heures||Cuisinepartagée|980||Repair café|1 240|
reportlab Atelierdequartier|Heures|Cuisinepartagée|980|Repaircafé|1240
reportlab |Atelierdequartier|Heures||Cuisine partagée|980||Repair café|1 240|
1.28.2
typst Atelier de quartier|Heures|Cuisine partagée|980|Repair café|1 240
typst |Atelier de quartier|Heures||Cuisinepartagée|980||Repair café|1 240|
reportlab Atelier de quartier|Heures|Cuisine partagée|980|Repair café|1 240
reportlab |Atelier de quartier|Heures||Cuisine partagée|980||Repair café|1 240|'
[ "$seen" = "$expected" ] || { echo 'PyMuPDF behaves otherwise now' >&2; exit 1; }
