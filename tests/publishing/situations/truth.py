"""What a page says that is not so.

Sentences on what works, sentences that count systems, and what one can and cannot do are understood; a sentence that
counts in words that are not known here counts as false, so that none goes unchecked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from samdrift.vocabulary import Language
from tests.publishing.installation import documents
from tests.publishing.situations.facts import Facts, Shape, works
from tests.publishing.situations.page_lines import Line, plain

_NUMBERS: dict[Language, list[str]] = {
    "da": ["nul", "et", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv"],
    "en": ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
}
_NEXT_SENTENCE = re.compile(r"(?<=[.!?:]) (?=[A-ZÆØÅ])")
_UNSURE: dict[Language, str] = {"da": r"\b(om|hvornår|da)\b", "en": r"\b(whether|when|if)\b"}
_WORKING: dict[Language, str] = {
    "da": r"(.+?) virker\b(?! ikke)|Vi ser (?:endnu )?ingen fejl i (.+?)(?:, men\b|\.$)",
    "en": r"(.+?) (?:is|are) (?:still )?working\b(?! as)|We see no problems with (.+?)(?:, but\b|\.$)",
}
_STILL_WORKING: dict[Language, str] = {"da": "Virker stadig:", "en": "Still working:"}
_COUNTED: dict[Language, str] = {"da": r"(\w+) (?:andre )?systemer\b(.*)", "en": r"(\w+) (?:other )?systems\b(.*)"}
_CANNOT: dict[Language, tuple[str, str]] = {
    "da": (r"\bkan (?:du )?ikke (.+?)(?:[.,;] |\.$|$)", r"\bkan (?:du )?stadig (.+?)(?:[.,;] |\.$|$)"),
    "en": (r"\bcannot (.+?)(?:[.,;] |\.$|$)", r"\bcan still (.+?)(?:[.,;] |\.$|$)"),
}

_NO_PART_OF_IT = {
    *("og", "eller", "med", "på", "i", "gennem", "hos", "fra", "til", "for"),
    *("and", "or", "with", "on", "in", "through", "at", "from", "to", "for"),
}
"""Words, after the second, that begin something else."""


def falsehoods(facts: Facts, lines: Sequence[Line]) -> list[str]:
    return [*_of_sentences(facts, lines), *contradictions([words for _, words in lines], facts.language)]


def _of_sentences(facts: Facts, lines: Sequence[Line]) -> Iterator[str]:
    within: Shape | None = None
    for _, words in lines:
        within, still = facts.by_name.get(words, within), False
        for sentence in _NEXT_SENTENCE.split(_without_advice(words, facts.language)):
            within = facts.by_name.get(sentence.removesuffix(":"), within)
            if re.search(_UNSURE[facts.language], sentence):
                continue
            claims = re.search(_WORKING[facts.language], sentence)
            claimed = sentence if still else " ".join(filter(None, claims.groups())) if claims else ""
            yield from (f"{words!r}: {name} does not work" for name in _not_working(facts, claimed, within))
            yield from (f"{words!r}: counts wrongly" for _ in _miscounted(facts, sentence))
            still = sentence == _STILL_WORKING[facts.language]


def _not_working(facts: Facts, claimed: str, within: Shape | None) -> Iterator[str]:
    for name in facts.names:
        if re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w-])", claimed):
            claimed = claimed.replace(name, "")
            if not all(map(works, facts.named(name, within))):
                yield name


def _miscounted(facts: Facts, sentence: str) -> Iterator[str]:
    for word, said_of_them in re.findall(_COUNTED[facts.language], sentence):
        numbers = _NUMBERS[facts.language]
        if word.lower() in numbers or word.isdigit():
            number = numbers.index(word.lower()) if word.lower() in numbers else int(word)
            if number not in set(_right(facts, sentence, said_of_them)):
                yield sentence


def _right(facts: Facts, sentence: str, said_of_them: str) -> Iterable[int]:
    """How many it may say, by what it says of them."""
    known: dict[str, Iterable[int]] = {
        r"virker|are working": [facts.working],
        r"har nedbrud|have outages": facts.led(facts.at("major_outage")),
        r"har delvist nedbrud|have partial outages": facts.led(facts.at("partial_outage")),
        r"virker ikke, som de skal|as they should": facts.led(facts.at("degraded")),
        r"også problemer|also have problems": facts.led(facts.troubled),
        r"kan være ramt|may be affected": facts.reach(),
    }
    for pattern, right in known.items():
        if re.search(pattern, said_of_them):
            return right
    return next((right for pattern, right in known.items() if re.search(pattern, sentence)), ())


def contradictions(said: Sequence[str], language: Language) -> Iterator[str]:
    """ "kan ikke X" beside "kan stadig X"."""
    cannot, can = _CANNOT[language]
    impossible = [found for words in said for found in re.findall(cannot, words)]
    for words in said:
        for possible in re.findall(can, words):
            yield from (f"{words!r}: but one cannot {each}" for each in impossible if _is_same(each, possible))


def _is_same(one: str, other: str) -> bool:
    """The same act or a part of it, at one place or at none; where only one names a place, the very same act."""
    shorter, longer = sorted((_act(one), _act(other)), key=len)
    places = [set(re.findall(r"\S*[A-ZÆØÅ]\S*|\S+\.dk", each)) for each in (one, other)]
    if all(places):
        return longer[: len(shorter)] == shorter and places[0] == places[1]
    return longer == shorter if any(places) else longer[: len(shorter)] == shorter


def _act(said: str) -> list[str]:
    """What is done, without where, how and what else: "logge ind" of "logge ind med MitID"."""
    first, *words = said.split()
    end = next((number for number, word in enumerate(words) if word in _NO_PART_OF_IT and number), len(words))
    return [first, *words[:end]]


def _without_advice(words: str, language: Language) -> str:
    """What documents say of a service in trouble is of another kind: what leans on what is tested in test_advice."""
    for document in documents().values():
        for service in document.services:
            for text in (service.without, service.instead):
                if text:
                    words = words.replace(plain(text.text.in_(language)), "")
    return plain(words)
