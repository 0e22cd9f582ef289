"""A mapping of an author file that knows where each of its keys was written: the base of the models."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, PrivateAttr

from rapport.ground.problems import Place, Places, TypedValue


class Located(BaseModel):
    """An author's mapping, which knows where each of its keys was written."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, defer_build=True)
    _places: Places = PrivateAttr(default_factory=lambda: Places(Place("")))

    def at(self, *keys: str | int) -> Place:
        """Return the place of a key, or of the nearest mapping that holds it."""
        return self._places.at(*keys)

    def keys_under(self, key: str) -> tuple[str, ...]:
        """Return the keys typed under a key, those that nothing follows too: a value has none of them."""
        under = self._places.inner.get(key)
        return tuple(map(str, under.inner)) if under else ()

    def written(self, *keys: str | int) -> TypedValue:
        """Return the text of a key as it was typed."""
        return self._places.written_at(*keys)
