#!/usr/bin/env bash
# num2words 0.5.14 spells the French ordinals of 80, 200 and 2,000,000 with the plural's s of the cardinal: "quatre-vingtsième".
#
# The ending is put after the cardinal as it stands; in French the s of "vingts", "cents", "millions" is that of a plural and
# goes with it: "quatre-vingtième", "deux centième", "deux millionième". Those of 80,000 and 200,000 are right, since
# the s had gone before "mille". The 80th birthday of an association and its 200th member are what such reports print.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check num2words==0.5.14
seen=$("$folder/venv/bin/python" - <<'PY'
from num2words import num2words

for rank in (20, 80, 81, 100, 200, 300, 80_000, 200_000, 2_000_000):
    print(rank, num2words(rank, lang="fr", to="ordinal"))
PY
)
expected='20 vingtième
80 quatre-vingtsième
81 quatre-vingt-unième
100 centième
200 deux centsième
300 trois centsième
80000 quatre-vingt millième
200000 deux cent millième
2000000 deux millionsième'
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'num2words behaves otherwise now' >&2; exit 1; }
