#!/usr/bin/env bash
# pandas 3.0.1 ignores `thousands="\u202f"` in silence with its default reader: the column stays text. The Python reader takes it.
#
# U+202F, the narrow no-break space, is what CLDR (and so Babel, ICU, browsers, LibreOffice) writes between the thousands of
# a French number. The C reader compares single bytes, so a separator of three bytes in UTF-8 never matches; no error,
# no warning, and the sum of the column is a concatenation. Babel 2.17.0 writes the file that pandas then doesn't read.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pandas==3.0.1 babel==2.17.0
seen=$("$folder/venv/bin/python" - <<'PY'
import io
import warnings

import pandas
from babel.numbers import format_decimal

warnings.simplefilter("error")
text = "amount\n" + "\n".join(format_decimal(number, locale="fr") for number in (1234, 2000)) + "\n"
print(ascii(text.split("\n")[1]))
for engine in ("c", "python"):
    column = pandas.read_csv(io.StringIO(text), thousands="\u202f", engine=engine)["amount"]
    print(f"{engine}: {ascii(column.sum().item() if hasattr(column.sum(), 'item') else column.sum())}")
PY
)
expected="'1\\u202f234'
c: '1\\u202f2342\\u202f000'
python: 3234"
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'pandas or Babel behaves otherwise now' >&2; exit 1; }
