#!/usr/bin/env bash
# frictionless 5.21.0 reads three usual ways of writing a negative amount as positive numbers, and calls the file valid.
#
# Table Schema's `bareNumber: false` lets a number carry "£" or "%" around it. frictionless then drops every sign at the
# ends of the cell that is not a digit: U+2212 (the minus sign of typographers, of Word and of French spreadsheets), the
# parentheses of accountants, and the trailing minus of older ledgers all vanish. A budget of losses validates as gains.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check frictionless==5.21.0
cd "$folder"
printf 'line,amount\nminus sign,\u22125\nparentheses,(5)\ntrailing minus,5 -\nhyphen,-5\n' > ledger.csv
cat > schema.json <<'JSON'
{"fields": [{"name": "line", "type": "string"}, {"name": "amount", "type": "number", "bareNumber": false}]}
JSON
seen=$(venv/bin/python - <<'PY'
from frictionless import Resource, Schema, validate

schema = Schema.from_descriptor("schema.json")
resource = Resource("ledger.csv", schema=schema)
print("valid:", validate(Resource("ledger.csv", schema=Schema.from_descriptor("schema.json"))).valid)
for row in resource.read_rows():
    print(f"{row['line']}: {row['amount']}")
PY
)
expected='valid: True
minus sign: 5
parentheses: 5
trailing minus: 5
hyphen: -5'
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'frictionless behaves otherwise now' >&2; exit 1; }
