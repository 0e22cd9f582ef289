"""French typography inside Markdown: only what readers read, never code, addresses or attributes."""

from __future__ import annotations

import re

from rapport import french

# What is set aside while the prose is typeset: code, link targets, bare addresses, attributes, div fences, entities.
_APART = re.compile(
    r"(?P<code>^[ \t]*(?P<bar>`{3,}|~{3,}).*?^[ \t]*(?P=bar)[`~]*[ \t]*$"
    r"|(?<![\\`])(?P<tick>`+)(?!`)(?:[^\n]|\n(?!\s*\n))+?(?<!`)(?P=tick)(?!`))"
    r"|(?P<fence>^[ \t]*:::[^\n]*$)"
    r"|(?P<definition>^[ ]{0,3}\[(?!\^)[^\]\n]+\]:[ \t]*[^\s\[][^\n]*$)"
    r"|(?P<target>(?<=\])\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"\n]*\")?\))"
    r"|(?P<address><?\b(?:https?://|mailto:|tel:|www\.)[^\s>)]+>?|[\w.+-]+@[\w-]+\.[\w.]+)"
    r"|(?P<attributes>\{[^{}\n]*\})|(?P<entity>&\#?\w+;)",
    re.MULTILINE | re.DOTALL,
)
_QUOTED = re.compile(r'\b(who|role|title)="([^"\n]*)"')
_ORDINAL = re.compile(r"\b(\d+)(ers?|res?|ères?|es?|è?mes?|ièmes?|nde?s?)\b(?!\^)")
_ROMAN = re.compile(r"\b([IVX]+)e\b(?= si[eè]cle)")
_ENDINGS = {"er": "er", "ers": "ers", "re": "re", "res": "res", "ère": "re", "ères": "res", "nd": "d", "nde": "de"}
_OPEN, _CLOSE = "\ue002", "\ue003"


def typeset_markdown(text: str) -> str:
    """Return Markdown whose prose follows French typography; the number of lines never changes."""
    apart: list[str] = []

    def set_aside(match: re.Match[str]) -> str:
        kept = match[0]
        if match.lastgroup in {"fence", "attributes"}:
            kept = _QUOTED.sub(lambda m: f'{m[1]}="{_without_quotes(m[2])}"', kept)
        apart.append(kept)
        return f"{_OPEN}{len(apart) - 1}{_CLOSE}"

    prose = _APART.sub(set_aside, text)
    prose = _ROMAN.sub(r"\1^e^", _ORDINAL.sub(_superscript, prose))
    prose = french.typeset(prose)
    return re.sub(f"{_OPEN}(\\d+){_CLOSE}", lambda m: apart[int(m[1])], prose)


def _superscript(match: re.Match[str]) -> str:
    return f"{match[1]}^{_ENDINGS.get(match[2], 'es' if match[2].endswith('s') else 'e')}^"


def _without_quotes(text: str) -> str:
    return french.typeset(text.replace('"', ""))


def escaped(text: str) -> str:
    """Return data as literal Markdown on one line: no mark in it means anything."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|<>~^$@:&%\"'=])", r"\\\1", text.replace("\n", " "))


def attribute(text: str) -> str:
    """Return data as a quoted attribute value."""
    plain = re.sub(r"[ \t\n]+", " ", text).replace("&", "&amp;")
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'
