#!/usr/bin/env bash
# highspy 1.16.0 prints two lines on the standard output when a solver is made, before any option can quiet it.
#
# Up to 1.15.1 a solver whose `output_flag` is off prints nothing. In 1.16.0 the greeting is written while `Highs()` is built,
# so `output_flag` and `log_to_console`, which are set on the object, come too late, and `contextlib.redirect_stdout` doesn't
# hold it: it is written by C++ to the descriptor. A program that prints JSON or CSV then prints something else.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
cd "$folder"
cat > plan.py <<'PY'
import contextlib
import io
import json

import highspy

with contextlib.redirect_stdout(io.StringIO()):
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("log_to_console", False)
    solver.maximize(solver.addVariable(lb=0, ub=4))
print(json.dumps({"most": solver.getObjectiveValue()}))
PY
seen=$(for version in 1.15.1 1.16.0; do
  venv/bin/pip install --quiet --disable-pip-version-check "highspy==$version"
  echo "$version: $(venv/bin/python plan.py | sed 's/(git hash.*/.../')"
done)
expected='1.15.1: {"most": 4.0}
1.16.0: Running HiGHS 1.16.0 ...
Includes third-party software components, see THIRD_PARTY_NOTICES.md for full details
{"most": 4.0}'
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'highspy behaves otherwise now' >&2; exit 1; }
