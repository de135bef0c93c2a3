"""The words every part shares: levels, states, periods, identifiers, texts in two languages."""

from samdrift.vocabulary.alphabet import danish_order
from samdrift.vocabulary.audience import Audience
from samdrift.vocabulary.criticality import Criticality
from samdrift.vocabulary.identifiers import SLUG_PATTERN, SignalName, is_slug, numbered, slug_of
from samdrift.vocabulary.levels import Level, State
from samdrift.vocabulary.local_time import COPENHAGEN, season
from samdrift.vocabulary.periods import Period, StatePeriod
from samdrift.vocabulary.sentence import Sentence, restored, sentence
from samdrift.vocabulary.text import LANGUAGES, Language, Text, composed

__all__ = [
    "COPENHAGEN",
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
    "composed",
    "danish_order",
    "is_slug",
    "numbered",
    "restored",
    "season",
    "sentence",
    "slug_of",
]
