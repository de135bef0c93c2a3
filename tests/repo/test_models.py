"""Foreign keys, too, point down the order of the layers in pyproject.toml."""

from __future__ import annotations

import tomllib

from django.apps import apps
from django.db.models import Model

from tests.repo.tracked import ROOT


def heights() -> dict[str, int]:
    """Each part's height: 0 is the vocabulary."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    return {part.strip(): height for height, layer in enumerate(reversed(layers)) for part in layer.split("|")}


def relations() -> list[tuple[type[Model], type[Model]]]:
    """Every relation that a model of ours holds, as (from, to)."""
    return [
        (model, field.related_model)
        for model in apps.get_models()
        if _part(model) is not None
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and isinstance(field.related_model, type)
    ]


def _part(model: type[Model]) -> str | None:
    package, _, rest = model.__module__.partition(".")
    return rest.partition(".")[0] if package == "samdrift" else None


def test_foreign_keys_point_down() -> None:
    height = heights()
    upwards = [
        f"{origin._meta.label} → {target._meta.label}"
        for origin, target in relations()
        if (above := _part(target)) is not None and height[above] > height[_part(origin) or ""]
    ]
    assert upwards == []


def test_the_walk_sees_the_relations() -> None:
    """So that an empty walk cannot pass for a clean one."""
    seen = {(origin._meta.label, target._meta.label) for origin, target in relations()}
    assert {("status.Belief", "portfolio.Component"), ("monitoring.Source", "accounts.Organisation")} <= seen
