#!/usr/bin/env bash
# price-parser 0.5.1 reads « 12,3 M€ » and « 1 234 k€ » as 12.3 and 1234 euros, and « -12 € » as 12 euros.
#
# French accounts are told in k€ and M€, and a deficit with a minus. The digits and the euro sign are found, the letter between
# them and the sign before are passed over: the amount is a thousand or a million times too small, or of the other sign, and
# nothing tells it from one that was read whole.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check price-parser==0.5.1
seen=$("$folder/venv/bin/python" - <<'PY'
from price_parser import Price

for said in ("12,3 €", "12,3 M€", "1 234 k€", "-12 €", "\u2212 12 €"):
    price = Price.fromstring(said)
    print(f"{said}: {price.amount} {price.currency}")
PY
)
expected="12,3 €: 12.3 €
12,3 M€: 12.3 €
1 234 k€: 1234 €
-12 €: 12 €
− 12 €: 12 €"
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'price-parser behaves otherwise now' >&2; exit 1; }
