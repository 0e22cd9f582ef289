#!/usr/bin/env bash
# vl-convert 1.9.0.post1 (Vega): a chart's `description` is not in its SVG, and the words that are there for screen readers are English.
#
# The description is set on the page's element by the JavaScript view, so the exported drawing has no alternative text of its own,
# no <title>, no <desc>. The locale that is asked for reaches the numbers only: axes and legends are announced by English
# sentences with French numbers inside, whatever the language of the report, and no option of the locale holds their wording.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check vl-convert-python==1.9.0.post1
seen=$("$folder/venv/bin/python" - <<'PY'
import json
import re

import vl_convert

chart = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.json", "description": "La Bretagne emploie 1 234 personnes.",
    "data": {"values": [{"region": "Bretagne", "jobs": 1234.5}, {"region": "Corse", "jobs": 12}]}, "mark": "bar",
    "encoding": {"x": {"field": "jobs", "type": "quantitative", "title": "Emplois"},
                 "y": {"field": "region", "type": "nominal", "title": "Région"}},
}  # fmt: skip
svg = vl_convert.vegalite_to_svg(json.dumps(chart), format_locale="fr-FR", time_format_locale="fr-FR")
print("description:", "Bretagne emploie" in svg, "| title or desc:", bool(re.search("<title|<desc", svg)))
for words in re.findall('aria-label="([^"]+)"', svg):
    print(words.replace("\u00a0", " "))
PY
)
expected="description: False | title or desc: False
X-axis titled 'Emplois' for a linear scale with values from 0 to 1 300
Y-axis titled 'Région' for a discrete scale with 2 values: Bretagne, Corse
Emplois: 1234,5; Région: Bretagne
Emplois: 12; Région: Corse"
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'vl-convert behaves otherwise now' >&2; exit 1; }
