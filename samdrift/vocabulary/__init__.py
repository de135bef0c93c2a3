"""The words every part shares: levels, states, periods, identifiers, texts in two languages."""

from samdrift.vocabulary.audience import Audience
from samdrift.vocabulary.criticality import Criticality
from samdrift.vocabulary.identifiers import SLUG_PATTERN, SignalName, is_slug
from samdrift.vocabulary.levels import Level, State
from samdrift.vocabulary.periods import Period, StatePeriod
from samdrift.vocabulary.sentence import Sentence, restored, sentence
from samdrift.vocabulary.text import LANGUAGES, Language, Text

__all__ = [
    "LANGUAGES",
    "SLUG_PATTERN",
    "Audience",
    "Criticality",
    "Language",
    "Level",
    "Period",
    "Sentence",
    "SignalName",
    "State",
    "StatePeriod",
    "Text",
    "is_slug",
    "restored",
    "sentence",
]
