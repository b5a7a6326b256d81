"""Which words of a draft say what it is about, and which cases share enough of them."""

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Generic, TypeVar

MOST_WORDS, SHORTEST_WORD = 8, 3
MOST_SHOWN, FEWEST_SHARED = 5, 2
MOST_FOUND = 250
"""So many titles are looked at, as far as one can know: what is in more of them tells little."""
_WORD = re.compile(r"[^\W\d_]+")
_OF_ALL = _WORD.findall("application artificial based data intelligence learning machine model platform system tool")
"""Words that are in the titles of so many use cases that they tell none from another."""
_EMPTY = frozenset(_OF_ALL) | frozenset(
    _WORD.findall(
        """about above after again against all also always and any are because been before being below better between
        both but can case cases could did does doing done down during each every few first for from further get gets
        give good has have having her here hers him his how into its itself just know last less like made make makes
        many may more most much must need needs new next none nor not now off once one only other our ours out over own
        per project same see should since solution some such team than that the their them then there these they this
        those through today too two under until upon use used uses using very was way were what when where which while
        who whom why will with within without work works would you your"""
    )
)
"""Words that say nothing about what a case is about."""
Thing = TypeVar("Thing")
Counted = Callable[[str], int]
"""Counts the titles with a word that begins so."""


def telling_words(*texts: str) -> tuple[str, ...]:
    """Read the words out of texts that tell what they are about, each once and without the s of a plural."""
    found = (_singular(word) for text in texts for word in _WORD.findall(text.lower()) if word not in _EMPTY)
    words = tuple(dict.fromkeys(word for word in found if len(word) >= SHORTEST_WORD))
    # Cases are asked for the beginnings of words: “reader” says nothing beside “read”.
    return tuple(word for word in words if not any(word != each and word.startswith(each) for each in words))[
        :MOST_WORDS
    ]


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def worth_asking(words: Sequence[str], titles_with: Counted) -> list[str]:
    """Take the words that the fewest titles have, at least two, while all they lead to can be looked at in no time.

    So a page takes as long with a hundred thousand cases as with a few. A case that shares nothing but the most common
    of the words is not found; it would have stood last.
    """
    rarest = sorted(words, key=titles_with)
    found = accumulate(titles_with(word) for word in rarest)
    return [
        word
        for at, (word, count) in enumerate(zip(rarest, found, strict=True))
        if at < FEWEST_SHARED or count <= MOST_FOUND
    ]


def counting_beginnings(words: Iterable[tuple[str, int]]) -> Counted:
    """Count by the beginnings of words from how many titles have each word."""
    ordered = sorted(words)
    until = [0, *accumulate(count for _word, count in ordered)]

    def count(beginning: str) -> int:
        first, after = (bisect_left(ordered, (end,)) for end in (beginning, beginning + "\U0010ffff"))
        return until[after] - until[first]

    return count


@dataclass(frozen=True)
class Shares(Generic[Thing]):
    """A case, and the words of a draft that it has too."""

    thing: Thing
    words: Sequence[str]


def shared_words(words: Sequence[str], *texts: str) -> list[str]:
    """List which of these words begin a word of the texts, in their order."""
    begins = _beginning(tuple(words))
    found = {word for text in texts for word in begins.findall(text.lower())}
    return [word for word in words if word in found]


@lru_cache(maxsize=64)
def _beginning(words: tuple[str, ...]) -> re.Pattern[str]:
    """Match where a word begins with one of these: the longest, and within it those that it begins with are lost."""
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<![^\W_])({'|'.join(map(re.escape, longest_first))})")


def most_similar(candidates: Sequence[Shares[Thing]], asked: int) -> list[Shares[Thing]]:
    """Take those that share the most, a word counting the more the fewer candidates have it; of equals the first."""
    fewest = min(FEWEST_SHARED, asked)
    having = Counter(word for each in candidates for word in each.words)
    worth = {word: math.log(1 + len(candidates) / count) for word, count in having.items()}
    enough = [each for each in candidates if len(each.words) >= fewest]
    return sorted(enough, key=lambda each: -math.fsum(worth[word] for word in each.words))[:MOST_SHOWN]
