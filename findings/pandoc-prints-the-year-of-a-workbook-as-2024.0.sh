#!/usr/bin/env bash
# Pandoc 3.9: its new reader of .xlsx prints 2024 as "2024.0", 5 % as "5.0e-2", 12345678.9 as "1.23456789e7", a date as "45473.0".
#
# Each cell is read as a float and written as Haskell shows one, whatever its number format: whole numbers get a decimal, those
# below a tenth or from ten millions on an exponent, dates their serial number, TRUE is 1.0. Nothing is warned of; a text cell
# is kept as it is. openpyxl reads the same cells as whole numbers, dates and truths.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pypandoc_binary==1.17 XlsxWriter==3.3.1 openpyxl==3.1.5
cd "$folder"
seen=$(venv/bin/python - <<'PY'
import datetime

import openpyxl
import pypandoc
import xlsxwriter

book = xlsxwriter.Workbook("book.xlsx")
sheet, percent, day = book.add_worksheet(), book.add_format({"num_format": "0 %"}), book.add_format({"num_format": "dd/mm/yyyy"})
sheet.write_row(0, 0, ["name", "value"])
sheet.write_row(1, 0, ["year", 2024])
sheet.write_row(2, 0, ["share", 0.05], percent)
sheet.write_row(3, 0, ["euros", 12345678.9])
sheet.write(4, 0, "day")
sheet.write_datetime(4, 1, datetime.date(2024, 6, 30), day)
sheet.write_row(5, 0, ["member", True])
sheet.write_row(6, 0, ["text", "2024"])
book.close()
print(pypandoc.convert_file("book.xlsx", "plain", format="xlsx"), end="")
print([str(cell.value) for cell in openpyxl.load_workbook("book.xlsx").active["B"][1:]])
PY
)
expected="Sheet1

  name     value
  -------- --------------
  year     2024.0
  share    5.0e-2
  euros    1.23456789e7
  day      45473.0
  member   1.0
  text     2024
['2024', '0.05', '12345678.9', '2024-06-30 00:00:00', 'True', '2024']"
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'Pandoc or openpyxl behaves otherwise now' >&2; exit 1; }
