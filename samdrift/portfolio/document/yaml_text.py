"""Text in YAML that every reader takes for text, whichever version of YAML it follows."""

from __future__ import annotations

import re

from yaml.nodes import ScalarNode
from yaml.representer import BaseRepresenter

_WORDS = r"~|null|true|false|yes|no|on|off|y|n|<<|="
_NUMBERS = r"[-+]?(0b[01_]+|0o[0-7_]+|0x[0-9a-f_]+|[.\d][\d_.,:]*(e[-+]?[\d_]+)?|\.inf)|\.nan"
_DAYS = r"\d{4}-\d{1,2}-\d{1,2}([t\s].*)?"
_TAKEN_FOR_OTHER = re.compile(f"{_WORDS}|{_NUMBERS}|{_DAYS}", re.IGNORECASE | re.DOTALL)
"""What YAML 1.1 or 1.2 resolves to something else, and what common readers take for it beyond that (`1,000`)."""
_BREAKS_OF_ONE_VERSION = re.compile("[\x85\u2028\u2029]")
"""Line breaks in YAML 1.1, letters in 1.2: written as escapes."""


def represent_text(dumper: BaseRepresenter, text: str) -> ScalarNode:
    """For a dumper of PyYAML's, which itself leaves out the quotes wherever YAML 1.1 as PyYAML knows it allows that."""
    style = "'" if _TAKEN_FOR_OTHER.fullmatch(text) else None
    return dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style='"' if _BREAKS_OF_ONE_VERSION.search(text) else style
    )
