#!/usr/bin/env bash
# pandera 0.35.0 with `coerce=True` validates 12.7 jobs as 12, "non" as True, the year 2024 as a day of 1970 and 03/04 as 4 March.
#
# A schema's coercion is expected to turn "12" into 12 and to refuse what is no whole number, as pydantic does and as pandera does
# for a text. Here pandas casts first, as numpy would, and the check of the type sees the result. A count with a decimal, the "no"
# of a French survey and a column of years are mistakes that a schema is written to find, and they leave it as good data.
# The nullable types refuse the first two, so the case of one letter (int64, Int64) decides.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pandera==0.35.0 pandas==3.1.1
seen=$("$folder/venv/bin/python" - <<'PY'
import warnings

import pandas
import pandera.pandas as pandera

warnings.simplefilter("error")
for kind, values in (
    ("int64", [12.7, 3.0]),
    ("Int64", [12.7, 3.0]),
    ("bool", ["oui", "non"]),
    ("boolean", ["oui", "non"]),
    ("datetime64[ns]", [2023, 2024]),
    ("datetime64[ns]", ["03/04/2024", "05/04/2024"]),
):
    schema = pandera.DataFrameSchema({"column": pandera.Column(kind, coerce=True)})
    try:
        found = schema.validate(pandas.DataFrame({"column": values}))["column"].tolist()
    except pandera.errors.SchemaErrors:
        found = ["refused"]
    print(f"{kind} {values}: {', '.join(map(str, found))}")
PY
)
expected="int64 [12.7, 3.0]: 12, 3
Int64 [12.7, 3.0]: refused
bool ['oui', 'non']: True, True
boolean ['oui', 'non']: refused
datetime64[ns] [2023, 2024]: 1970-01-01 00:00:00.000002023, 1970-01-01 00:00:00.000002024
datetime64[ns] ['03/04/2024', '05/04/2024']: 2024-03-04 00:00:00, 2024-05-04 00:00:00"
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'pandera behaves otherwise now' >&2; exit 1; }
