"""Optional features, whose libraries few people need: `build.py` installs them the first time that one is asked for."""

from __future__ import annotations

from importlib.util import find_spec


class FeatureMissingError(ModuleNotFoundError):
    """A library of a feature that isn't installed yet: `build.py` catches it, installs the feature, and begins again."""

    def __init__(self, feature: str, module: str) -> None:
        super().__init__(f"{module} (requirements-{feature}.lock)", name=module)
        self.feature = feature


def require(feature: str, *modules: str) -> None:
    """Raise FeatureMissingError when a module of a feature can't be imported; asked for before anything is begun."""
    for module in modules:
        if find_spec(module) is None:
            raise FeatureMissingError(feature, module)
