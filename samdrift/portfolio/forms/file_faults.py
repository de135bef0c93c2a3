"""What is wrong with a document that came as a file, in the reader's language: where, and what is to be done."""

from __future__ import annotations

import re

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from samdrift.portfolio.document import Fault
from samdrift.portfolio.document.labels import label
from samdrift.portfolio.document.outline import outline
from samdrift.portfolio.document.template import SystemDocument
from samdrift.portfolio.forms.faults import in_reader_words, in_words

_INVISIBLE = "an invisible control character"
_EXPECTED: tuple[tuple[str, Promise], ...] = (
    (
        r"every value written out, .*",
        gettext_lazy("Write every value out, without anchors (&) and aliases (*)."),
    ),
    (r"values without tags .*", gettext_lazy("Remove the tags (!).")),
    (
        r"at most (?P<number>\d+) levels of groups within groups",
        gettext_lazy("Use at most %(number)s levels of groups within groups."),
    ),
    (r"YAML \((?P<problem>.*)\)", gettext_lazy("Correct the YAML here (%(problem)s).")),
    (r"a system document", gettext_lazy("Write a system document.")),
    (r"the name of a field", gettext_lazy("Write the name of a field.")),
    (
        r"'(?P<slug>[^']*)'; the name never changes",
        gettext_lazy("This is the document of another system. Choose the one of %(slug)s."),
    ),
)
_VALUES: tuple[tuple[str, Promise], ...] = (
    (r"missing", gettext_lazy("missing")),
    (r"nothing", gettext_lazy("an empty file")),
    (r"written again", gettext_lazy("written again")),
    (r"a group as a name", gettext_lazy("a group as a name")),
    (_INVISIBLE, gettext_lazy("an invisible control character")),
    (r"the end of the file", gettext_lazy("the end of the file")),
    (r"(?P<number>\d+) characters", gettext_lazy("%(number)s characters")),
)
"""What stands in the place of a value; anything else is quoted as it was written."""


def what_to_do(fault: Fault) -> str:
    if fault.value == _INVISIBLE:
        return in_reader_words("text without invisible control characters")
    return in_words(fault.expected, _EXPECTED) or in_reader_words(fault.expected)


def what_is_there(fault: Fault) -> str:
    return in_words(fault.value, _VALUES) or fault.value


def fault_sentence(fault: Fault) -> str:
    """A fault that an action found in a document, as a sentence: the system, the field, and what is to be there."""
    where = _("%(system)s, %(field)s") % {"system": fault.file, "field": _field(fault.field)}
    return f"{where if fault.field else fault.file} ({what_is_there(fault)}): {what_to_do(fault)}"


def _field(written: str) -> str:
    """`dependencies[2].on` by the name that the form gives it."""
    path = re.sub(r"\[\d+\]", "", written).removesuffix(".da").removesuffix(".en")
    return label(path, "da" if get_language() == "da" else "en") if path in outline(SystemDocument) else written
