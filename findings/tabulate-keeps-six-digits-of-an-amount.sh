#!/usr/bin/env bash
# pandas 3.0.1 + tabulate 0.10.0: to_markdown prints 12345678.9 as "1.23457e+07", and a whole number so too beside a missing one.
#
# tabulate writes floats with "g", six significant digits, where pandas prints them in full. What reaches a report's Markdown is
# rounded: 1234567 jobs become 1.23457e+06 once another row of the column is missing (which makes floats of them), and a text
# that looks like a number is parsed and rounded as well. Whole columns of whole numbers are kept, so a first try shows nothing.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pandas==3.0.1 tabulate==0.10.0
seen=$("$folder/venv/bin/python" - <<'PY'
import warnings

import pandas

warnings.simplefilter("error")
table = pandas.DataFrame({
    "jobs": [1234567, 2],
    "one missing": [1234567, None],
    "euros": [12345678.9, 0.5],
    "texts": ["1234567.50", "0.25"],
})
print(table.to_markdown(index=False))
print(table.to_csv(index=False), end="")
PY
)
expected='|    jobs |   one missing |       euros |       texts |
|--------:|--------------:|------------:|------------:|
| 1234567 |   1.23457e+06 | 1.23457e+07 | 1.23457e+06 |
|       2 | nan           | 0.5         | 0.25        |
jobs,one missing,euros,texts
1234567,1234567.0,12345678.9,1234567.50
2,,0.5,0.25'
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'pandas or tabulate behaves otherwise now' >&2; exit 1; }
