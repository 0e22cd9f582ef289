#!/usr/bin/env bash
# humanize 4.17.0, its French active, writes "21er", "81ère" and "101er", the date "Mar 01 2024" and the list "a, b and c".
#
# The suffix is chosen by the last digit, as English does for 21st; in French 1 alone has "er", and the 21st is "21e". What a
# first try shows is right, "1er", "2e", "2,5 millions"; dates are told by strftime, which activate() doesn't reach, and
# naturalsize keeps the dot that intcomma turns to a comma. The 21st or 81st assembly of an association and the day that it
# was held on are what a report prints.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check humanize==4.17.0
seen=$(LC_ALL=C.UTF-8 "$folder/venv/bin/python" - <<'PY'
import datetime

import humanize

humanize.i18n.activate("fr_FR")
print("ordinals:", *(humanize.ordinal(rank) for rank in (1, 2, 11, 21, 31, 81, 101)), humanize.ordinal(81, gender="female"))
print("numbers:", humanize.intword(2_500_000), "|", ascii(humanize.intcomma(1234567.5)), "|", humanize.naturalsize(1_500_000))
print("date:", humanize.naturaldate(datetime.date(2024, 3, 1)))
print("list:", humanize.natural_list(["ateliers", "jardins", "cuisines"]))
PY
)
expected="ordinals: 1er 2e 11e 21er 31er 81er 101er 81ère
numbers: 2,5 millions | '1 234 567,5' | 1.5 Mo
date: Mar 01 2024
list: ateliers, jardins and cuisines"
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'humanize behaves otherwise now' >&2; exit 1; }
