"""What has happened to somebody, in their words, and where that is dealt with: one click further.

Each app names the situations of its services when it is ready; the front door asks who somebody is,
and the page of that answer lists them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from portal.home.people import EVERYBODY, WORKER_SIDE, Who
from portal.home.services import open_cards


@dataclass(frozen=True, kw_only=True)
class Situation:
    """Something that happened, to whom, and the page where it is dealt with."""

    who: Sequence[Who]
    words: str
    hint: str
    url: str
    sort: int = 50


GROUPS = (
    (0, "刚刚出事"),
    (20, "要申请工伤认定"),
    (30, "单位、职工不配合"),
    (43, "单位参保"),
    (60, "办到哪一步、不服结果"),
    (72, "钱、辞退、和解"),
    (82, "参保和补贴"),
    (90, "找人问、提意见"),
)
"""What the page of somebody's situations is divided into, by where a sort begins."""


Provider = Callable[[], Iterable[Situation]]
_PROVIDERS: dict[str, Provider] = {}


def register(name: str, provider: Provider) -> None:
    """Let an app name its situations; called from AppConfig.ready()."""
    _PROVIDERS[name] = provider


def situations_of(who: Who) -> list[Situation]:
    """Return what may have happened to one of these, in the order of the page."""
    every = [*_own(), *_of_cards()]
    every += [one for provider in _PROVIDERS.values() for one in provider()]
    return sorted((one for one in every if who in one.who), key=lambda one: (one.sort, one.words))


def groups_of(who: Who) -> list[tuple[str, list[Situation]]]:
    """Return the situations of one of these under their headings; empty ones are left out."""
    every = situations_of(who)
    ends = [begin for begin, _ in GROUPS[1:]] + [1000]
    parts = [
        (title, [one for one in every if begin <= one.sort < end])
        for (begin, title), end in zip(GROUPS, ends, strict=True)
    ]
    return [(title, found) for title, found in parts if found]


def _of_cards() -> list[Situation]:
    """Return the situations for which a service is there, as its card names them."""
    return [
        Situation(who=one.who, words=one.words, hint=card.summary, url=card.url, sort=one.sort)
        for card in open_cards()
        for one in card.happened
    ]


def _own() -> list[Situation]:
    guide = reverse("home:guide")
    return [
        Situation(
            who=EVERYBODY,
            words="刚刚出了事",
            hint="24 小时内做什么，可以打印",
            url=reverse("home:first_day"),
            sort=10,
        ),
        Situation(
            who=WORKER_SIDE,
            words="不知道算不算工伤",
            hint="哪些算、哪些不算，谁说了算",
            url=f"{guide}#grounds",
            sort=20,
        ),
        Situation(
            who=(Who.FAMILY,),
            words="家人去世了",
            hint="谁能申请，有哪些待遇",
            url=f"{guide}#death",
            sort=15,
        ),
        Situation(
            who=EVERYBODY,
            words="交了申请，想知道到哪一步了",
            hint="现在轮到谁，最晚哪一天",
            url=reverse("home:progress"),
            sort=60,
        ),
        Situation(
            who=EVERYBODY,
            words="不服认定决定",
            hint="复议、起诉各到哪一天",
            url=f"{guide}#remedies",
            sort=70,
        ),
        Situation(
            who=EVERYBODY,
            words="不服评的伤残等级",
            hint="向省里申请再次鉴定，期限很短",
            url=f"{guide}#grade",
            sort=71,
        ),
        Situation(
            who=EVERYBODY,
            words="想当面办、当面问",
            hint="哪个窗口办我的事",
            url=reverse("home:where"),
            sort=90,
        ),
    ]
