"""What somebody asks: the words typed, those that mean the same, and those that sound the same."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise
from math import log

from faq.models import SearchText, Synonym, Word
from faq.search import sounds
from faq.search.elsewhere import door_for, is_anchored
from faq.search.words import han_runs, letter_runs, plain, words_of

LONGEST = 60
AS_SYNONYM, AS_SOUND = 0.8, 0.7
UNKNOWN = 1  # a word of no answer weighs like one of a single answer
HALF = 0.5
COMMON, FEW = 0.2, 20  # a word of more answers than that leads to none


@dataclass
class Asked:
    """A question as the search takes it.

    `needs` are the words that were typed, each with all the words that answer it and how well, and
    `weights` say how much each typed word tells: of `strange` ones no answer speaks. Of the words
    that may help `known` stand in answers, `common` in too many. `also` are those that were
    searched beside the typed ones, for the page to say so. `door` says where the question belongs
    if it is not ours.
    """

    text: str
    needs: dict[str, dict[str, float]] = field(default_factory=dict)
    weights: dict[str, float] = field(default_factory=dict)
    strange: set[str] = field(default_factory=set)
    common: set[str] = field(default_factory=set)
    known: set[str] = field(default_factory=set)
    also: list[str] = field(default_factory=list)
    door: str = ""
    strangeness: float = 0.0

    @cached_property
    def pairs(self) -> frozenset[str]:
        """Return the pairs of characters of what was typed."""
        return pairs_of(self.text)

    @property
    def words(self) -> set[str]:
        """Return every word of an answer that may help."""
        return {word for answers in self.needs.values() for word in answers}


def ask(typed: str) -> Asked:
    """Read what was typed; a handful of queries whatever its length."""
    text = plain(typed)[:LONGEST]
    asked = Asked(text, door=door_for(text))
    phrases = _phrases_in(text)
    rest = text
    for phrase, means in phrases:
        meant = {word: AS_SYNONYM for one in means for word in words_of(one) or [one]}
        asked.needs[phrase] = meant | dict.fromkeys(words_of(phrase), 1.0)
        asked.also += [one for one in means if one not in text]
        rest = rest.replace(phrase, " ")
    for word in words_of(rest):
        if word not in asked.needs:
            asked.needs[word] = {word: 1.0}
    _listen(asked, _counted(asked.words), rest)
    if not asked.door and not han_runs(text):
        asked.door = door_for(" ".join(asked.also))  # in pinyin the words are known only now
    _weigh(asked, _counted(asked.words))
    return asked


def _phrases_in(text: str) -> list[tuple[str, list[str]]]:
    """Return the synonyms whose phrase was typed, the longest first."""
    solid = text.replace(" ", "")
    found = [
        (phrase, means)
        for phrase, means in Synonym.objects.values_list("phrase", "means")
        if plain(phrase).replace(" ", "") in solid
    ]
    return sorted(found, key=lambda one: -len(one[0]))


def _counted(words: Iterable[str]) -> dict[str, int]:
    """Return in how many answers each of these words stands."""
    return dict(Word.objects.filter(pk__in=list(words)).values_list("word", "answers"))


def _listen(asked: Asked, known: dict[str, int], rest: str) -> None:
    """Add the words that sound like what no answer says: wrong characters, and pinyin."""
    unknown = [word for word in asked.needs if not any(one in known for one in asked.needs[word])]
    heard = set(_heard_in_letters(asked, rest))
    for run in han_runs(rest):
        if _is_strange(run, unknown, known):
            heard |= set(sounds.stretches(sounds.syllables_of(run)))
    _add_heard(asked, heard)
    _drop_explained(asked, unknown)


def _add_heard(asked: Asked, heard: set[str]) -> None:
    """Add the words of sounds; the shorter word inside a longer one answers the same need."""
    rows = Word.objects.filter(sound__in=heard).values_list("word", "sound")
    kept: list[str] = []
    for word, sound in sorted(rows, key=lambda row: (-len(row[1]), row[0])):
        if word in asked.needs:
            continue
        whole = next((one for one in kept if sound in one), sound)
        if whole == sound and sound not in kept:
            kept.append(sound)
        asked.needs.setdefault(f"~{whole}", {})[word] = AS_SOUND
        if len(word) > 1 and not han_runs(asked.text):
            asked.also.append(word)


def _heard_in_letters(asked: Asked, rest: str) -> Iterator[str]:
    """Yield the sounds of what was typed in pinyin, which is heard and not read."""
    together: list[str] = []
    for run in letter_runs(rest):
        syllables = sounds.split(run)
        if syllables:
            asked.needs.pop(run, None)
            together += syllables
        yield from sounds.stretches(syllables)
    yield from sounds.stretches(together)


def _is_strange(run: str, unknown: list[str], known: dict[str, int]) -> bool:
    """Say whether a stretch holds a word of no answer, or characters that make none."""
    if any(word in run for word in unknown):
        return True
    covered = sum(len(word) for word in words_of(run) if word in known)
    return covered < len(run) / 2


def _drop_explained(asked: Asked, unknown: list[str]) -> None:
    """A word of no answer that sounds like one that is there is a slip, and counts as that one."""
    for word in unknown:
        sound = f"~{sounds.sound_of(word)}"
        if sound in asked.needs and word in asked.needs:
            asked.needs[word] |= asked.needs.pop(sound)


def _weigh(asked: Asked, known: dict[str, int]) -> None:
    """Weigh what was typed: the rarer in the answers, the more it tells.

    People who tell what happened to them use many words of no answer: these weigh together no more
    than the others.
    """
    total = max(SearchText.objects.count(), 1)
    many = max(FEW, COMMON * total)
    asked.common = {word for word, count in known.items() if count > many}
    asked.known = set(known)
    for typed, answers in asked.needs.items():
        counts = [known[word] for word in answers if word in known]
        if not counts:
            asked.strange.add(typed)
        asked.weights[typed] = log(1 + total / min(counts, default=UNKNOWN))
    asked.strangeness = _share(asked)
    if is_anchored(asked.text) and asked.strangeness > HALF:
        scale = (1 - asked.strangeness) / asked.strangeness
        for typed in asked.strange:
            asked.weights[typed] *= scale


def _share(asked: Asked) -> float:
    """Return how much of what was typed no answer speaks of, between 0 and 1."""
    total = sum(asked.weights.values())
    strange = sum(asked.weights[typed] for typed in asked.strange)
    return strange / total if total else 0.0


@lru_cache(maxsize=4096)
def pairs_of(text: str) -> frozenset[str]:
    """Return which characters stand side by side in a text, without what stands between words."""
    solid = [sign for sign in text.casefold() if sign.isalnum()]
    return frozenset(first + second for first, second in pairwise(solid))
