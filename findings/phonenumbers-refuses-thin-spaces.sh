#!/usr/bin/env bash
# phonenumbers 9.0.43 refuses a number grouped by thin spaces (U+2009, U+202F) or figure spaces, and takes U+00A0 and U+3000.
#
# French typography groups digits with U+202F, the narrow no-break space that word processors and typesetters put there. The
# library normalises several spaces, these not: `parse` raises NOT_A_NUMBER and the matcher finds nothing, so a page whose
# numbers were typeset with care seems to hold none. A slash between groups is parsed, but never matched.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check phonenumbers==9.0.43
seen=$("$folder/venv/bin/python" - <<'PY'
import phonenumbers

SEPARATORS = {
    "U+0020": " ", "U+00A0": "\u00a0", "U+3000": "\u3000", "U+2009": "\u2009", "U+202F": "\u202f", "U+2007": "\u2007", "slash": "/",
}
for name, separator in SEPARATORS.items():
    text = separator.join(("01", "99", "00", "12", "34"))  # a range kept for fiction (ARCEP)
    try:
        parsed = f"parsed as {phonenumbers.parse(text, 'FR').national_number}"
    except phonenumbers.NumberParseException:
        parsed = "refused"
    found = len(list(phonenumbers.PhoneNumberMatcher(text, "FR", phonenumbers.Leniency.POSSIBLE)))
    print(f"{name}: {parsed}, matched {found}")
PY
)
printf '%s\n' "$seen"
expected='U+0020: parsed as 199001234, matched 1
U+00A0: parsed as 199001234, matched 1
U+3000: parsed as 199001234, matched 1
U+2009: refused, matched 0
U+202F: refused, matched 0
U+2007: refused, matched 0
slash: parsed as 199001234, matched 0'
[ "$seen" = "$expected" ] || { echo 'phonenumbers behaves otherwise now' >&2; exit 1; }
