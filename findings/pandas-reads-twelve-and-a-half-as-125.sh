#!/usr/bin/env bash
# pandas 3.0.1: read_html reads the French "12,5" as 125, even when it is asked for `decimal=","`; read_csv does neither.
#
# `thousands` is "," by default in read_html and nothing in read_csv, and it wins over `decimal`: the comma is taken away before
# it can be a decimal sign. A web table of rates comes back ten times too high, one of two decimals a hundred times, as whole
# numbers, without a warning. Only `thousands=None` beside `decimal=","` gives the numbers that the page shows.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pandas==3.0.1 lxml==6.1.3
seen=$("$folder/venv/bin/python" - <<'PY'
import io
import warnings

import pandas

warnings.simplefilter("error")
PAGE = "<table><tr><th>rate</th></tr><tr><td>12,5</td></tr><tr><td>3,75</td></tr></table>"
for options in ({}, {"decimal": ","}, {"decimal": ",", "thousands": None}):
    print("read_html", options, pandas.read_html(io.StringIO(PAGE), **options)[0]["rate"].tolist())
for options in ({}, {"decimal": ","}):
    print("read_csv", options, pandas.read_csv(io.StringIO("rate\n12,5\n3,75\n"), sep=";", **options)["rate"].tolist())
PY
)
expected="read_html {} [125, 375]
read_html {'decimal': ','} [125, 375]
read_html {'decimal': ',', 'thousands': None} [12.5, 3.75]
read_csv {} ['12,5', '3,75']
read_csv {'decimal': ','} [12.5, 3.75]"
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'pandas behaves otherwise now' >&2; exit 1; }
