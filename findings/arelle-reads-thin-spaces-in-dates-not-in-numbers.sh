#!/usr/bin/env bash
# arelle-release 2.47.3: the transformations of inline XBRL refuse a number grouped by U+202F, and take a date written with it.
#
# An annual report in inline XBRL is read as it is displayed: the number that the reader sees is what the machine parses. The
# registry of transformations groups digits by U+0020 or U+00A0 only, while CLDR, Babel, Intl and French typesetters group them
# by U+202F. The same space inside a French date is taken, so a first try with a date promises what a number doesn't hold.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check arelle-release==2.47.3
seen=$(HOME="$folder" "$folder/venv/bin/python" - <<'PY'
from arelle import Cntlr

Cntlr.Cntlr(logFileName="logToBuffer")  # it installs the translation of messages, without which errors can't be raised
from arelle import FunctionIxt  # noqa: E402

registry = FunctionIxt.tr4Functions
for name, text in (("num-comma-decimal", "1{}234,5"), ("date-day-monthname-year-fr", "31{}décembre{}2024")):
    for space in (" ", "\u00a0", "\u202f"):
        try:
            print(name, f"U+{ord(space):04X}:", registry[name](text.replace("{}", space)))
        except FunctionIxt.XPathContext.FunctionArgType:
            print(name, f"U+{ord(space):04X}: refused")
PY
)
expected='num-comma-decimal U+0020: 1234.5
num-comma-decimal U+00A0: 1234.5
num-comma-decimal U+202F: refused
date-day-monthname-year-fr U+0020: 2024-12-31
date-day-monthname-year-fr U+00A0: 2024-12-31
date-day-monthname-year-fr U+202F: 2024-12-31'
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'Arelle behaves otherwise now' >&2; exit 1; }
