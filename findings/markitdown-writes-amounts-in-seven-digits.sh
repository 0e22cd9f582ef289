#!/usr/bin/env bash
# markitdown 0.1.9 writes the numbers of a workbook with seven significant digits, and numbers typed as text as numbers.
#
# A sheet goes through pandas to an HTML table, whose floats take pandas' display precision: in a column of indicators that holds
# an amount and a share, 316447560 becomes "3.164476e+08", as a hundred whole amounts do. pandas also makes numbers of
# texts that look like some: an identifier of fourteen digits that was typed as text loses its first zero and its last digits.
# Nothing is raised; the Markdown goes to whoever reads it next, a person or a program.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'markitdown[xlsx]==0.1.9' pandas==3.1.1 openpyxl==3.1.5
cd "$folder"
seen=$(venv/bin/python - 2>/dev/null <<'PY'
from markitdown import MarkItDown
from openpyxl import Workbook

book = Workbook()
sheet = book.active
for row in (
    ["Indicateur", "Valeur", "Structure"],
    ["Chiffre d'affaires", 316447560, "01234567800012"],
    ["Part des femmes", 0.5825, "98765432100019"],
    ["Suite", None, None],
):
    sheet.append(row)
book.save("comptes.xlsx")
print(MarkItDown().convert("comptes.xlsx").text_content)
PY
)
expected="## Sheet
| Indicateur | Valeur | Structure |
| --- | --- | --- |
| Chiffre d'affaires | 3.164476e+08 | 1.234568e+12 |
| Part des femmes | 5.825000e-01 | 9.876543e+13 |
| Suite | NaN | NaN |"
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'markitdown behaves otherwise now' >&2; exit 1; }
