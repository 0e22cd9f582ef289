#!/usr/bin/env bash
# PyYAML 6.0.4 + pydantic 2.14.4: 14:30 in a YAML file is read and validated as 00:14:30, and 09:30 as 09:30.
#
# YAML 1.1 reads 14:30 as a number in base 60, 870, but not what begins with a nought. Each half is told in its documentation;
# together they pass, since pydantic takes a number given for a time or a duration as one of seconds, where an error of type would
# have shown it. A workshop that shuts at half past two is printed as shut at a quarter past midnight, and 36:15 hours of training
# as 36 minutes. The same values in quotes, or read by ruamel.yaml 0.19.1 (YAML 1.2), are right.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pyyaml==6.0.4 pydantic==2.14.4 ruamel.yaml==0.19.1
seen=$("$folder/venv/bin/python" - <<'PY'
import datetime

import pydantic
import ruamel.yaml
import yaml


class Workshop(pydantic.BaseModel):
    opens: datetime.time
    shuts: datetime.time
    hours: datetime.timedelta


TEXT = "opens: 09:30\nshuts: 14:30\nhours: 36:15\n"
for name, read in (("PyYAML", yaml.safe_load), ("ruamel.yaml", ruamel.yaml.YAML(typ="safe").load)):
    workshop = Workshop.model_validate(read(TEXT))
    print(f"{name}: {read(TEXT)} -> {workshop.opens} to {workshop.shuts}, {workshop.hours}")
PY
)
expected="PyYAML: {'opens': '09:30', 'shuts': 870, 'hours': 2175} -> 09:30:00 to 00:14:30+00:00, 0:36:15
ruamel.yaml: {'opens': '09:30', 'shuts': '14:30', 'hours': '36:15'} -> 09:30:00 to 14:30:00, 1 day, 12:15:00"
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'PyYAML or pydantic behaves otherwise now' >&2; exit 1; }
