"""What a page says that is not so.

Sentences on what works, sentences that count systems, and what one can and cannot do are understood; a sentence that
counts in words that are not known here counts as false, so that none goes unchecked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from samdrift.vocabulary import Language
from tests.publishing.installation import documents
from tests.publishing.situations.facts import Facts, Shape, in_trouble_somewhere, is_at, works
from tests.publishing.situations.page_lines import Line, plain

_NUMBERS: dict[Language, list[str]] = {
    "da": ["nul", "et", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv"],
    "en": ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
}
_NEXT_SENTENCE = re.compile(r"(?<=[.!?:]) (?=[A-ZÆØÅ]|\w+\.dk\b)")
_UNSURE: dict[Language, str] = {"da": r"\b(om|hvornår|da)\b", "en": r"\b(whether|when|if)\b"}
_SO = Callable[[Facts, Shape], bool]
_CLAIMS: dict[Language, dict[str, _SO]] = {
    "da": {
        r"(.+?) virker\b(?! ikke)": lambda _, each: works(each),
        r"Vi ser (?:endnu )?ingen fejl i (.+?)(?:, men\b|\.$)": lambda _, each: works(each),
        r"(.+?) har nedbrud\b": lambda _, each: is_at(each, "major_outage"),
        r"(.+?) har delvist nedbrud\b": lambda _, each: is_at(each, "partial_outage"),
        r"(.+?) har også problemer\b": lambda _, each: in_trouble_somewhere(each),
        r"(.+?) kan være ramt\b": lambda facts, each: each in facts.felt,
    },
    "en": {
        r"(.+?) (?:is|are) (?:still )?working\b(?! as)": lambda _, each: works(each),
        r"We see no problems with (.+?)(?: yet\b|, but\b|\.$)": lambda _, each: works(each),
        r"(.+?) (?:has an outage|have outages)\b": lambda _, each: is_at(each, "major_outage"),
        r"(.+?) (?:has a partial outage|have partial outages)\b": lambda _, each: is_at(each, "partial_outage"),
        r"(.+?) also (?:has|have) problems\b": lambda _, each: in_trouble_somewhere(each),
        r"(.+?) may be affected\b(?! (?:from|later)\b)": lambda facts, each: each in facts.felt,
    },
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
            claims = [(lambda _, each: works(each), sentence)] if still else _claimed(sentence, facts.language)
            yield from (f"{words!r}: not of {name}" for so, of in claims for name in _not_so(facts, so, of, within))
            yield from (f"{words!r}: counts wrongly" for _ in _miscounted(facts, sentence))
            still = sentence == _STILL_WORKING[facts.language]


def _claimed(sentence: str, language: Language) -> Iterator[tuple[_SO, str]]:
    """What is to be so, and the words that say of what."""
    for pattern, so in _CLAIMS[language].items():
        if found := re.search(pattern, sentence):
            yield so, found[1]


def _not_so(facts: Facts, so: _SO, of: str, within: Shape | None) -> Iterator[str]:
    for name in facts.names:
        # A sentence begins with a capital letter.
        named = rf"(?<![\w.-])(?:{re.escape(name)}|^{re.escape(name[:1].upper() + name[1:])})(?![\w-])"
        if re.search(named, of):
            of = re.sub(named, "", of)
            if not all(so(facts, each) for each in facts.named(name, within)):
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
    if not said_of_them:
        return facts.led(facts.unknown)
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
