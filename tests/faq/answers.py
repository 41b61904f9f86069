"""Answers as the tests need them: written by the same writers as any other."""

from typing import Any

from faq.laws import place_of
from faq.models import Entry, Synonym
from faq.publishing import Content, Words, publish, write
from faq.search.index import count_words
from portal import clock

HIT = {
    "question": "骑车上班被撞，算工伤吗？",
    "short": "算。只要是在上下班的合理路上，而且主要责任不在您。",
    "body": "## 要同时满足\n\n1. **上下班路上。**\n2. **交通事故。**\n\n"
    "单位应在{{期限 employer_filing}}内申请。",
    "also": ("电动车上班路上被汽车撞了", "下班回家出了车祸"),
    "law": ("gsbx:14(6)", "fsgd:6"),
    "next": ("injury_claim", "guide"),
}
DEATH = {
    "question": "家人因工去世，有哪些待遇？",
    "short": "有丧葬补助金、供养亲属抚恤金和一次性工亡补助金。",
    "body": "三项都由工伤保险基金支付。丧葬补助金是 6 个月的统筹地区上年度职工月平均工资。",
    "also": ("工人死了赔多少钱", "工亡补偿"),
    "law": ("gsbx:39",),
    "next": ("guide",),
}
HOSPITAL = {
    "question": "治工伤要去哪家医院？",
    "short": "去签了服务协议的医院；情况紧急可以先到最近的医院急救。",
    "body": "医疗费符合三个目录的，由工伤保险基金支付。",
    "also": ("受伤了去哪看病", "能去县医院吗"),
    "law": ("gsbx:30",),
    "next": ("where",),
}


def answer(code: str, *, topic: str = "commute", checked_by: str = "", **changes: Any) -> Entry:
    """Return a published entry; `law` are places as editors write them."""
    said: dict[str, Any] = {"fits": ("worker",), "silent": "", "wordings": {}} | changes
    entry, _ = Entry.objects.get_or_create(code=code, defaults={"topic": topic})
    content = Content(
        question=said["question"],
        short=said["short"],
        body=said["body"],
        fits=said["fits"],
        silent=said["silent"],
        also=said.get("also", ()),
        next_steps=said.get("next", ()),
        places=[place_of(one) for one in said.get("law", ("gsbx:14",))],
        wordings={who: Words(*words) for who, words in said["wordings"].items()},
    )
    version = write(entry, content, by=None)
    if checked_by:
        version.checked_on, version.checked_by = clock.today(), checked_by
        version.save()
    return publish(version, on=clock.today())


def three() -> None:
    """Publish three answers and count their words."""
    answer("commute-hit", **HIT)
    answer("death", topic="benefits", **DEATH)
    answer("hospital", topic="benefits", **HOSPITAL)
    count_words()


def synonym(phrase: str, *means: str) -> Synonym:
    """Return a pair of words that mean the same."""
    return Synonym.objects.create(phrase=phrase, means=list(means))
