"""JSON Schemas of the author files, generated from the models: editors complete and check the keys as they are typed."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from rapport.numbers.chart_rows import KINDS
from rapport.outputs.formats import VARIANTS
from rapport.sources.authored import Assertion, ChartSpec, Edition, Indicator, TableSpec
from rapport.sources.evidence import EvidencePiece
from rapport.sources.note import ReviewNote
from rapport.sources.survey import SurveySpec
from rapport.sources.translations import Translation


def schemas() -> dict[str, str]:
    """Return each schema's text by the name of its file."""
    kinds: dict[str, Any] = {
        "report": Edition,
        "indicators": dict[str, Indicator],
        "tables": dict[str, TableSpec],
        "charts": dict[str, ChartSpec],
        "rules": list[Assertion],
        "pieces": dict[str, EvidencePiece],
        "notes": list[ReviewNote],
        "en": list[Translation],
        "surveys": dict[str, SurveySpec],
    }
    texts = {}
    for name, kind in kinds.items():
        schema = TypeAdapter(kind).json_schema(by_alias=True)
        if name == "indicators":  # a year with nothing after it waits for its value
            values = schema["$defs"]["Indicator"]["properties"]["values"]
            values["additionalProperties"] = {"anyOf": [values["additionalProperties"], {"type": "null"}]}
        if name == "report":
            schema["$defs"]["VariantEntry"]["properties"]["format"]["enum"] = list(VARIANTS)
        if name == "charts":
            schema["$defs"]["ChartSpec"]["properties"]["kind"]["enum"] = list(KINDS)
        schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
        texts[name] = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
    return texts
