#!/usr/bin/env bash
# pandas 3.0.1 (odfpy 1.4.1) can't read an ODS workbook that holds one total of hours of 24 or more: the whole file is refused.
#
# LibreOffice keeps a total of hours shown as [HH]:MM, 36:15 say, in a cell of type "time" whose value is the duration PT36H15M.
# pandas parses the text that is shown as the time of a day, and read_excel raises for all the sheets; below 24:00 the same
# column is read, as times of a day that can't be summed. pyexcel-ods 0.6.0 gives the duration; python-calamine 0.9.1 its text.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pandas==3.0.1 odfpy==1.4.1 pyexcel-ods==0.6.0 python-calamine==0.9.1
cd "$folder"
seen=$(venv/bin/python - <<'PY'
import pandas
import pyexcel_ods
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from python_calamine import CalamineWorkbook

for shown, value in (("07:30", "PT07H30M00S"), ("36:15", "PT36H15M00S")):
    book = OpenDocumentSpreadsheet()
    sheet, row = Table(name="Hours"), TableRow()
    cell = TableCell(valuetype="time", timevalue=value)
    cell.addElement(P(text=shown))
    row.addElement(cell)
    sheet.addElement(row)
    book.spreadsheet.addElement(sheet)
    book.save("hours.ods")
    try:
        print(shown, "pandas:", repr(pandas.read_excel("hours.ods", header=None).iloc[0, 0]))
    except ValueError as error:
        print(shown, "pandas:", error)
    print(shown, "pyexcel-ods:", repr(pyexcel_ods.get_data("hours.ods")["Hours"][0][0]))
    print(shown, "calamine:", repr(CalamineWorkbook.from_path("hours.ods").get_sheet_by_index(0).to_python()[0][0]))
PY
)
expected="07:30 pandas: datetime.time(7, 30)
07:30 pyexcel-ods: datetime.time(7, 30)
07:30 calamine: datetime.time(7, 30)
36:15 pandas: hour must be in 0..23: 36:15
36:15 pyexcel-ods: datetime.timedelta(days=1, seconds=44100)
36:15 calamine: 'PT36H15M00S'"
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'a reader of ODS behaves otherwise now' >&2; exit 1; }
