#!/usr/bin/env bash
# DuckDB 2.0.1 gives two whole numbers for one half: a cast of a DOUBLE takes the even one, round() and a cast of a DECIMAL don't.
#
# A literal (`2.5`) is a DECIMAL, what avg() or a division gives is a DOUBLE. An expression tried with literals rounds away from
# zero, and the same expression on a column of means doesn't; format() and printf() follow the cast. A table made with
# `::INTEGER` and the sentence made with round() beside it then differ by one for every half.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check duckdb==2.0.1
seen=$("$folder/venv/bin/python" - <<'PY'
import duckdb

staff = "(values (2), (3)) staff(jobs)"
for expression in ("2.5::integer", "avg(jobs)::integer", "round(avg(jobs))::integer", "format('{:.0f}', avg(jobs))",
                   "(-2.5)::integer", "(-avg(jobs))::integer", "round(-avg(jobs))::integer"):  # fmt: skip
    print(f"{expression} = {duckdb.sql(f'select {expression} from {staff}').fetchall()[0][0]}")
PY
)
expected="2.5::integer = 3
avg(jobs)::integer = 2
round(avg(jobs))::integer = 3
format('{:.0f}', avg(jobs)) = 2
(-2.5)::integer = -3
(-avg(jobs))::integer = -2
round(-avg(jobs))::integer = -3"
printf '%s\n' "$seen"
[ "$seen" = "$expected" ] || { echo 'DuckDB behaves otherwise now' >&2; exit 1; }
