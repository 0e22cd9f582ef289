#!/usr/bin/env bash
# odfdo 3.27.3 writes a cell of 29 % whose text is "28 %", and one of 12.5 % whose text is "12 %".
#
# A cell of OpenDocument holds its value and the text to show. odfdo makes the text of a percentage by cutting what follows the
# last whole per cent: decimals go, nothing is rounded (99.9 % is "99 %"), and since 0.29 * 100 is 28.999... in binary, a whole
# per cent loses one, unless it was given as a Decimal. Who reads values finds 0.29, who reads texts the other number, as
# Pandoc 3.9 does for a table of a report: a share of women is published a point short.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check odfdo==3.27.3 pypandoc_binary==1.17
cd "$folder"
seen=$(venv/bin/python - <<'PY'
from decimal import Decimal

import odfdo
import pypandoc

SHARES = (0.29, Decimal("0.29"), 0.58, 0.125, 0.999)
text = odfdo.Document("text")
table = odfdo.Table("Shares")
for share in SHARES:
    row = odfdo.Row()
    row.set_value(0, str(share))
    row.set_cell(1, odfdo.Cell(share, cell_type="percentage"))
    table.append(row)
text.body.clear()
text.body.append(table)
text.save("shares.odt")
for share, cells in zip(SHARES, odfdo.Document("shares.odt").body.tables[0].get_rows(), strict=True):
    print(f"{share!r}: value {cells.get_value(1)}, text {str(cells.get_cell(1)).strip()}")
told = pypandoc.convert_file("shares.odt", "plain").split("\n")
print("Pandoc:", "; ".join(" ".join(line.split()) for line in told if "%" in line))
PY
)
expected="0.29: value 0.29, text 28 %
Decimal('0.29'): value 0.29, text 29 %
0.58: value 0.58, text 57 %
0.125: value 0.125, text 12 %
0.999: value 0.999, text 99 %
Pandoc: 0.29 28 %; 0.29 29 %; 0.58 57 %; 0.125 12 %; 0.999 99 %"
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'odfdo behaves otherwise now' >&2; exit 1; }
