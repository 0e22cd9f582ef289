#!/usr/bin/env bash
# spaCy 3.8.18 takes the French "million", "cent" and "quatre-vingt" for numbers, not "millions", "cents" or "quatre-vingts".
#
# like_num is the attribute that finds numbers in words without a model, by a list of them. The list has the singular of each,
# and its plurals are what French writes after any other number: of "douze millions" the "douze" is found alone. Compounds
# fall out too, "vingt-deux", "soixante-douze", "zéro", while "dix-sept" and "quatre-vingt-dix" are there. A check that
# compares the numbers of two versions of a text reads 12 where it says twelve millions.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check spacy==3.8.18
seen=$("$folder/venv/bin/python" - <<'PY'
import spacy

french = spacy.blank("fr")
for said in ("douze millions d'euros", "un million d'euros", "trois cents salariés", "cent salariés",
             "quatre-vingts ateliers", "quatre-vingt mille euros", "vingt-deux régions", "dix-sept régions"):  # fmt: skip
    print(f"{said}: {' '.join(word.text for word in french(said) if word.like_num) or 'none'}")
PY
)
expected="douze millions d'euros: douze
un million d'euros: un million
trois cents salariés: trois
cent salariés: cent
quatre-vingts ateliers: none
quatre-vingt mille euros: quatre-vingt mille
vingt-deux régions: none
dix-sept régions: dix-sept"
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'spaCy behaves otherwise now' >&2; exit 1; }
