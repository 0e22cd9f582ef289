#!/usr/bin/env bash
# text2num 3.1.0 turns the French « pour cent » into « pour 100 », and a hundred per cent into « 100 pour 100 ».
#
# alpha2digit replaces the numbers written in words of a French sentence by digits. The « cent » of « pour cent » is taken for
# the number: each percentage said in words comes back as a phrase that is neither « 12 % » nor « 12 pour cent », with a second
# number beside the first. Whoever looks for the numbers of the result finds a 100 that nobody wrote.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check text2num==3.1.0
seen=$("$folder/venv/bin/python" - <<'PY'
from text_to_num import alpha2digit

for said in ("douze pour cent des salariés", "trois virgule cinq pour cent", "cent pour cent des ateliers", "12 pour cent"):
    print(alpha2digit(said, "fr"))
PY
)
expected="12 pour 100 des salariés
3,5 pour 100
100 pour 100 des ateliers
12 pour 100"
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'text2num behaves otherwise now' >&2; exit 1; }
