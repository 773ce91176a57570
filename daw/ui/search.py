"""Finding things by typed words: effects, commands, presets."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Item:
    """Something that can be found.  keywords : more words it answers to; detail : shown small at the right (a shortcut, a kind)"""

    key: str
    words: str
    detail: str = ""
    keywords: str = ""
    icon: str = ""
    favourite: bool = False


def search(items: Iterable[Item], typed: str) -> list[Item]:
    """The items that answer to every typed word, best first; all of them, favourites first, when nothing is typed.

    A word may begin a word of the item (best), stand inside one, or be letters of it in order ("dly" finds Delay).
    """
    words = typed.casefold().split()
    scored = [(score, index, item) for index, item in enumerate(items) if (score := _score(item, words)) is not None]
    return [item for _, _, item in sorted(scored, key=lambda row: (row[0], not row[2].favourite, row[1]))]


def did_you_mean(items: Sequence[Item], typed: str) -> str:
    """The words of the item nearest to what was typed, or nothing."""
    names = {item.words.casefold(): item.words for item in items}
    near = difflib.get_close_matches(typed.casefold(), names, n=1, cutoff=0.55)
    return names[near[0]] if near else ""


def _score(item: Item, words: list[str]) -> int | None:
    """How well an item answers: 0 is best, None is not at all."""
    name = item.words.casefold()
    names = name.split()
    others = f"{item.keywords} {item.detail}".casefold()
    worst = 0
    for word in words:
        if name.startswith(word):
            score = 0
        elif any(part.startswith(word) for part in names):
            score = 1
        elif word in name or any(part.startswith(word) for part in others.split()):
            score = 2
        elif len(word) > 1 and name[:1] == word[:1] and _in_order(word, name):
            score = 3
        else:
            return None
        worst = max(worst, score)
    return worst


def _in_order(letters: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in letters)
