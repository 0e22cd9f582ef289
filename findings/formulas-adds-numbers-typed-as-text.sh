#!/usr/bin/env bash
# formulas 1.3.4 adds and counts the numbers that a sheet holds as text, and gives #VALUE! for the maximum of a column with "n.d.".
#
# It recalculates workbooks without Excel. In Excel, LibreOffice and OpenFormula a text inside a range is passed over by SUM,
# COUNT, MAX and AVERAGE, be it "n.d." (not disclosed) or digits typed after an apostrophe. Here 4 and the text "3" sum to 7 where
# the sheet shows 4, so a check of a workbook's totals finds another total; one "n.d.", which columns of a survey hold, turns the
# maximum and the mean to errors. pycel 1.0b30 gives what the spreadsheets show.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check formulas==1.3.4 pycel==1.0b30 openpyxl==3.1.5
cd "$folder"
seen=$(venv/bin/python - 2>/dev/null <<'PY'
import formulas
import openpyxl
import pycel

FORMULAS = ("SUM(A1:A4)", "COUNT(A1:A4)", "MAX(A1:A4)", "AVERAGE(A1:A4)")
book = openpyxl.Workbook()
book.active.title = "Jobs"
for row, value in enumerate((4, "3", "n.d.", None), start=1):
    book.active.cell(row, 1, value)
for row, formula in enumerate(FORMULAS, start=1):
    book.active.cell(row, 2, f"={formula}")
book.save("jobs.xlsx")
solved = formulas.ExcelModel().loads("jobs.xlsx").finish().calculate()
other = pycel.ExcelCompiler("jobs.xlsx")
for row, formula in enumerate(FORMULAS, start=1):
    told = solved[f"'[jobs.xlsx]JOBS'!B{row}"].value[0, 0]
    print(f"{formula}: formulas {told}, pycel {other.evaluate(f'Jobs!B{row}')}")
PY
)
expected='SUM(A1:A4): formulas 7.0, pycel 4
COUNT(A1:A4): formulas 2, pycel 1
MAX(A1:A4): formulas #VALUE!, pycel 4
AVERAGE(A1:A4): formulas #VALUE!, pycel 4.0'
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'formulas or pycel behaves otherwise now' >&2; exit 1; }
