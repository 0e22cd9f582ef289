#!/usr/bin/env bash
# pint 0.25.2 reads « 5 € » as the bare number 5, and « 1 234 € » as 234, without a word.
#
# A unit that it doesn't know raises UndefinedUnitError; a currency sign isn't an identifier for its tokenizer, so it is
# dropped, and « 1 234 » is read as an expression whose last number wins. A sum of euros and of nothing then passes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pint==0.25.2
seen=$("$folder/venv/bin/python" - <<'PY'
from pint import UnitRegistry

registry = UnitRegistry()
for text in ("5 kWh", "5 €", "1 234 €", "5 fois"):
    try:
        print(f"{text}: {registry(text)!r}")
    except Exception as error:
        print(f"{text}: {type(error).__name__}")
PY
)
expected="5 kWh: <Quantity(5, 'kilowatt_hour')>
5 €: 5
1 234 €: 234
5 fois: UndefinedUnitError"
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'pint behaves otherwise now' >&2; exit 1; }
