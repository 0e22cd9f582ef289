#!/usr/bin/env bash
# statsmodels 0.14.6: the weighted median of whole numbers is truncated; of the same numbers as floats it is not.
#
# DescrStatsW.quantile fills an array of the data's own type, so a median that falls between two integers loses its half.
# Head counts and amounts in euros are integers: the median of 1 and 2 is 1 or 1.5 depending on how the file was read.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check statsmodels==0.14.6 numpy==2.3.5 pandas==2.3.3
seen=$("$folder/venv/bin/python" - <<'PY'
import numpy
from statsmodels.stats.weightstats import DescrStatsW

for kind in ("int64", "float64"):
    staff = numpy.array([1, 2], dtype=kind)
    median = DescrStatsW(staff, weights=numpy.ones(2)).quantile([0.5], return_pandas=False)[0]
    print(f"{kind}: {median}")
PY
)
expected='int64: 1
float64: 1.5'
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'statsmodels behaves otherwise now' >&2; exit 1; }
