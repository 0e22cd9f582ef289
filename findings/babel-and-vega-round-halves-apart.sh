#!/usr/bin/env bash
# Babel 2.19.0 and Vega (vl-convert-python 1.9.0.post1) print one share as two different percentages when it ends in a half.
#
# Babel rounds a half to the even digit, d3-format (through JavaScript's toFixed) away from zero. A sentence written with
# `format_percent` and the label of the chart beside it then disagree by a point, for values that decimals hold exactly: 1 of 8
# is "12 %" in the text and "13 %" in the drawing, 1 of 40 "2 %" and "3 %", 1 of 200 "0 %" and "1 %". Neither takes a mode.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check babel==2.19.0 vl-convert-python==1.9.0.post1
seen=$("$folder/venv/bin/python" - <<'PY'
import re

import vl_convert
from babel.numbers import format_percent

shares = [1 / 8, 3 / 8, 1 / 40, 1 / 200]
chart = {
    "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
    "data": {"values": [{"row": row, "share": share} for row, share in enumerate(shares)]},
    "mark": "text",
    "encoding": {
        "y": {"field": "row", "type": "ordinal", "axis": None},
        "text": {"field": "share", "format": ".0%"},
    },
}
drawn = re.findall(r">(\d+)%<", vl_convert.vegalite_to_svg(chart))
for share, label in zip(shares, drawn, strict=True):
    print(f"{share}: Babel {format_percent(share, locale='en')}, Vega {label}%")
PY
)
expected='0.125: Babel 12%, Vega 13%
0.375: Babel 38%, Vega 38%
0.025: Babel 2%, Vega 3%
0.005: Babel 0%, Vega 1%'
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'one of them behaves otherwise now' >&2; exit 1; }
