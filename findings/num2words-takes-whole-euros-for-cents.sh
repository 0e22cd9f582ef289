#!/usr/bin/env bash
# num2words 0.5.14 writes a whole number of euros a hundred times too small, and the same amount as a float or a text rightly.
#
# `to="currency"` takes an int for a number of cents, a float and a text for a number of euros: what comes from a column of
# whole amounts (`1000000`) reads "dix mille euros", and the same cell after one decimal reached the column (`1000000.0`) "un
# million euros". Nothing is raised, and either phrase is a plausible amount for a report or a cheque.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check num2words==0.5.14
seen=$("$folder/venv/bin/python" - <<'PY'
from num2words import num2words

for amount in (1_000_000, 1_000_000.0, "1000000", 250):
    print(f"{amount!r}: {num2words(amount, lang='fr', to='currency', currency='EUR')}")
PY
)
expected="1000000: dix mille euros et zéro centimes
1000000.0: un million euros et zéro centimes
'1000000': un million euros et zéro centimes
250: deux euros et cinquante centimes"
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'num2words behaves otherwise now' >&2; exit 1; }
