#!/usr/bin/env bash
# dateparser 1.5.0: search_dates makes a day or a month of the count that follows a year: "En 2024, 12,5 %" is the 5 of December.
#
# It looks for the dates of a sentence, and a comma ends nothing for it. French opens a sentence with its date, "En décembre 2024,
# 12 ateliers", so the number that a report is about is eaten, and the date it gives is another: the 15 of March becomes the 12.
# Before "5 associations" a whole date is lost. This is with the language named and STRICT_PARSING on, which asks for dates
# whose day, month and year are all written; its documentation warns of false positives, not of true dates read as others.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check dateparser==1.5.0
seen=$("$folder/venv/bin/python" - 2>/dev/null <<'PY'
from dateparser.search import search_dates

for said in (
    "Au 31 décembre 2024, le réseau compte 12 ateliers",
    "En décembre 2024, 12 ateliers",
    "Du 1er au 15 mars 2024, 12 ateliers",
    "En 2024, 12,5 % des salariés",
    "Depuis le 1er janvier 2024, 5 associations",
):
    found = search_dates(said, languages=["fr"], settings={"STRICT_PARSING": True}) or []
    print(f"{said}: {'; '.join(f'{text} = {date:%Y-%m-%d}' for text, date in found) or 'none'}")
PY
)
expected='Au 31 décembre 2024, le réseau compte 12 ateliers: 31 décembre 2024, le = 2024-12-31
En décembre 2024, 12 ateliers: En décembre 2024, 12 = 2024-12-12
Du 1er au 15 mars 2024, 12 ateliers: mars 2024, 12 = 2024-03-12
En 2024, 12,5 % des salariés: En 2024, 12,5 = 2024-12-05
Depuis le 1er janvier 2024, 5 associations: none'
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'dateparser behaves otherwise now' >&2; exit 1; }
