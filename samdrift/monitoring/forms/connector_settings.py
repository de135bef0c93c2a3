"""What is wrong with a connector's settings, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from samdrift.monitoring.connector_registry import PULL, PUSH

_SETTINGS: dict[str, type[BaseModel]] = {
    **{name: connector.Settings for name, connector in PUSH.items()},
    **{name: connector.Settings for name, connector in PULL.items()},
}

_TEXT = _("must be text in quotation marks.")
_LIST = _("must be a list in square brackets.")
_OBJECT = _("must be an object in curly brackets.")
_TRUTH = _("must be true or false.")
_SENTENCES: dict[str, Promise] = {
    "missing": _("is missing."),
    "extra_forbidden": _("is not a setting of this kind of source."),
    "string_type": _TEXT,
    "string_too_short": _("must not be empty."),
    "string_too_long": _("is longer than %(max_length)s characters."),
    "string_pattern_mismatch": _("must begin with http:// or https://."),
    "literal_error": _("must be one of %(expected)s."),
    "bool_type": _TRUTH,
    "bool_parsing": _TRUTH,
    "dict_type": _OBJECT,
    "model_type": _OBJECT,
    "tuple_type": _LIST,
    "list_type": _LIST,
    "too_short": _("must not be empty."),
}
"""By pydantic's type of error: what follows the name of the field."""
_NAMES = _("names something other than a system or a service, such as mitid or mitid/login.")
_EXPRESSION = _("is not a JMESPath expression.")


def faults_in(connector: str, settings: Mapping[str, Any]) -> list[str]:
    """One sentence for each fault, beginning with the field; empty where the connector understands all of it."""
    try:
        _SETTINGS[connector].model_validate(settings)
    except ValidationError as refused:
        return [_sentence(fault) for fault in refused.errors(include_url=False)]
    return []


def _sentence(fault: ErrorDetails) -> str:
    # A key of an object is told with a mark of pydantic's own behind it.
    field = ".".join(str(part) for part in fault["loc"] if part != "[key]")
    return gettext("%(field)s %(fault)s") % {"field": field or "JSON", "fault": _fault(fault)}


def _fault(fault: ErrorDetails) -> str:
    if fault["type"] == "value_error":
        return str(_NAMES if "watches" in fault["loc"] else _EXPRESSION)
    sentence = str(_SENTENCES.get(fault["type"], _("cannot be used as it stands.")))
    context = {name: str(value).replace(" or ", ", ") for name, value in fault.get("ctx", {}).items()}
    return sentence % context
