#!/usr/bin/env bash
# pandas 3.0.1: to_csv(decimal=",") writes "12,5" in one column and "12.5" in the next, when that one also holds a word.
#
# `decimal` is for columns of floats. One "n.c." (not disclosed), or one Decimal, makes the column one of objects, whose numbers
# are written with a dot in the same file, without a warning. Who reads it back with one `decimal`, pandas itself to begin with,
# gets numbers from the first column and texts from the others.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pandas==3.0.1
seen=$("$folder/venv/bin/python" - <<'PY'
import io
import warnings
from decimal import Decimal

import pandas

warnings.simplefilter("error")
table = pandas.DataFrame({"floats": [12.5, 3.25], "with a word": [12.5, "n.c."], "decimals": [Decimal("12.5"), Decimal("3.25")]})
text = table.to_csv(sep=";", decimal=",", index=False)
print(text, end="")
print(pandas.read_csv(io.StringIO(text), sep=";", decimal=",").to_dict("records")[0])
PY
)
expected="floats;with a word;decimals
12,5;12.5;12.5
3,25;n.c.;3.25
{'floats': 12.5, 'with a word': '12.5', 'decimals': '12.5'}"
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'pandas behaves otherwise now' >&2; exit 1; }
