#!/usr/bin/env bash
# vl-convert 1.9.0: the same chart drawn twice in one process gives two different SVG texts.
#
# The ids of clip paths (and of gradients) are counted over the whole process, not within a drawing. A cache by content, a
# reproducible build or a golden test then depends on how many charts were drawn before; and two drawings laid in one HTML
# page from two processes share ids, so that the second is clipped by the first.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check vl-convert-python==1.9.0
cat > "$folder/draw.py" <<'PY'
import re

import vl_convert

chart = {
    "data": {"values": [{"type": "AI", "count": 2}, {"type": "EI", "count": 1}]},
    "mark": {"type": "bar", "clip": True},
    "encoding": {"x": {"field": "count", "type": "quantitative"}, "y": {"field": "type", "type": "nominal"}},
}
first, second = vl_convert.vegalite_to_svg(chart), vl_convert.vegalite_to_svg(chart)
print("same:", first == second, re.findall(r'\bid="([^"]+)"', first), re.findall(r'\bid="([^"]+)"', second))
PY
seen=$("$folder/venv/bin/python" "$folder/draw.py"; "$folder/venv/bin/python" "$folder/draw.py")
expected="same: False ['clip1'] ['clip2']
same: False ['clip1'] ['clip2']"
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'vl-convert behaves otherwise now' >&2; exit 1; }
