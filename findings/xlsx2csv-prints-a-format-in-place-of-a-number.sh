#!/usr/bin/env bash
# xlsx2csv 0.8.6 prints `0" jours"` where the cell holds 3 and shows "3 jours", and "00:00" where a nought shows "n.d.".
#
# A number format is taken for a date's as soon as it holds one of the letters d, m, y, h, s, be it inside the quotes that keep a
# word as it is. The pattern is then printed with the letters replaced by parts of a date of 1900, and the number is lost,
# without a warning. Counts with their unit in the format are what people of the trade make to keep cells summable.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check xlsx2csv==0.8.6 openpyxl==3.1.5
cd "$folder"
seen=$(venv/bin/python - <<'PY'
import csv
import io

import openpyxl
from xlsx2csv import Xlsx2csv

book = openpyxl.Workbook()
for row, (value, form) in enumerate(
    ((3, "0"), (3, '0" jours"'), (3, '0" personnes"'), (12, '0" adhérents"'), (1234, '# ##0" k€"'), (0, '0;-0;"n.d."')), start=1
):
    book.active.cell(row, 1, form)
    book.active.cell(row, 2, value).number_format = form
book.save("counts.xlsx")
lines = io.StringIO()
Xlsx2csv("counts.xlsx", delimiter="\t").convert(lines)
for form, shown in csv.reader(io.StringIO(lines.getvalue()), delimiter="\t"):
    print(f"{form} -> {shown}")
print([row[1].value for row in openpyxl.load_workbook("counts.xlsx").active.iter_rows()])
PY
)
expected='0 -> 3
0" jours" -> 0" jours"
0" personnes" -> 0" personnes"
0" adhérents" -> 0" a1112érents"
# ##0" k€" -> 1234
0;-0;"n.d." -> 00:00
[3, 3, 3, 12, 1234, 0]'
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'xlsx2csv behaves otherwise now' >&2; exit 1; }
