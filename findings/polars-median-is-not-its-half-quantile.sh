#!/usr/bin/env bash
# polars 1.35.2: the median of a column is not its 0.5 quantile, unless an interpolation is named.
#
# `quantile()` takes the nearest value by default, `median()` the mean of the two middle ones. A survey table with
# « median » from one and « quartiles » from the other mixes two definitions, and the second quartile contradicts the median
# beside it. numpy and pandas give one answer for both.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check polars==1.35.2 numpy==2.3.5
seen=$("$folder/venv/bin/python" - <<'PY'
import numpy
import polars

turnover = [10, 20, 30, 40]
column = polars.Series(turnover)
print("polars:", column.median(), column.quantile(0.5), column.quantile(0.5, interpolation="linear"))
print("numpy:", float(numpy.median(turnover)), float(numpy.quantile(turnover, 0.5)))
PY
)
expected='polars: 25.0 30.0 25.0
numpy: 25.0 25.0'
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'polars or numpy behaves otherwise now' >&2; exit 1; }
