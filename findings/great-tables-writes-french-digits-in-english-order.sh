#!/usr/bin/env bash
# great_tables 1.1.0: `locale="fr"` changes the separators alone: "€1 234,50", "12%", "1,50K" and "vendredi, mars 1, 2024" come out.
#
# The names of months and the two separators are French, the order and the signs around them English: French writes
# "1 234,50 €", "12 %" (with a narrow space), "1,5 k" and "vendredi 1 mars 2024". Each has to be mended by a pattern or an
# argument of its own. Halves go to the even digit: 12.5 % and 11.5 % are both printed as 12.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check great-tables==1.1.0 pandas==3.0.1
seen=$("$folder/venv/bin/python" - <<'PY'
from html import unescape

from great_tables import vals


def shown(texts: list[str]) -> str:
    return " | ".join(unescape(text).replace("\u202f", "␣") for text in texts)


print("money:", shown(vals.fmt_currency([1234.5], currency="EUR", locale="fr")))
print("share:", shown(vals.fmt_percent([0.125, 0.115], decimals=0, locale="fr")))
print("compact:", shown(vals.fmt_number([1500, 12345678], compact=True, locale="fr")))
print("number:", shown(vals.fmt_number([1234567.891, -1234], decimals=1, locale="fr")))
print("date:", shown(vals.fmt_date(["2024-03-01"], date_style="wday_month_day_year", locale="fr")))
PY
)
expected='money: €1␣234,50
share: 12% | 12%
compact: 1,50K | 12,35M
number: 1␣234␣567,9 | −1␣234,0
date: vendredi, mars 1, 2024'
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'great_tables behaves otherwise now' >&2; exit 1; }
