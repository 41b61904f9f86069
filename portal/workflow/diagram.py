"""A process as people can read it: a Mermaid state diagram and a table, made from its acts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from portal.law.term import UNIT_WORDS, Term
from portal.law.values import Local
from portal.workflow.process import BEFORE, NEW, OPEN, SAME, Act, LegalRule, Paper, Process

HEADINGS = ("办理行为", "从", "到", "谁办", "依据", "条件与提示", "期限", "文书与通知")


@dataclass(frozen=True)
class Words:
    """The Chinese words of states and acts; what has none is called by its code."""

    states: Mapping[str, str] = field(default_factory=dict)
    acts: Mapping[str, str] = field(default_factory=dict)

    def state(self, state: StrEnum) -> str:
        """Return the word of a state."""
        return self.states.get(state) or state.value

    def act(self, act: Act) -> str:
        """Return the word of an act."""
        return self.acts.get(act.name) or act.name


def markdown(process: type[Process], words: Words) -> str:
    """Return the whole description of a process."""
    acts, states = len(list(process.acts())), len(list(process.states))
    parts = [
        f"## {process.title}",
        f"代码 `{process.code}`，{acts} 个办理行为，{states} 个状态。",
        "### 状态图",
        "```mermaid\n" + mermaid(process, words) + "\n```",
        "### 改变状态的办理行为",
        table(process, words, (act for act in process.acts() if act.target is not SAME)),
        "### 不改变状态的办理行为",
        table(process, words, (act for act in process.acts() if act.target is SAME)),
        "### 文书",
        papers(process),
        "### 期限",
        terms(process),
    ]
    return "\n\n".join(parts)


def mermaid(process: type[Process], words: Words) -> str:
    """Return the state diagram; acts that leave the state as it is stand in the table only."""
    lines = ["stateDiagram-v2"]
    lines += [f"    {state.value}: {words.state(state)}" for state in process.states]
    for act in process.acts():
        lines += [f"    {arrow}: {words.act(act)}" for arrow in _arrows(process, act)]
    lines += [f"    {state.value} --> [*]" for state in process.ends]
    return "\n".join(lines)


def _arrows(process: type[Process], act: Act) -> Iterator[str]:
    if act.source is NEW and isinstance(act.target, StrEnum):
        yield f"[*] --> {act.target.value}"
    for source in process.sources_of(act):
        for target in _targets(process, act):
            yield f"{source.value} --> {target.value}"


def _targets(process: type[Process], act: Act) -> tuple[StrEnum, ...]:
    """Return where an act leads; back to where the pause began is each source of the pause."""
    if isinstance(act.target, StrEnum):
        return (act.target,)
    if act.target is BEFORE:
        paused = set(process.sources_of(act))
        return tuple(
            dict.fromkeys(
                source
                for other in process.acts()
                if other.target in paused
                for source in process.sources_of(other)
            )
        )
    return ()


def table(process: type[Process], words: Words, acts: Iterable[Act]) -> str:
    """Return acts as rows, in the order of the statute."""
    return _table(HEADINGS, [_row(process, words, act) for act in acts])


def _row(process: type[Process], words: Words, act: Act) -> tuple[str, ...]:
    return (
        f"{words.act(act)}<br>`{act.name}`",
        _sources(process, words, act),
        _target(words, act),
        "、".join(role.label for role in act.roles),
        str(act.basis),
        _lines(
            [_rule(one) for one in act.requires] + [f"仅提示：{_rule(one)}" for one in act.flags]
        ),
        _lines(_clocks(act)),
        _lines(_told(process, act)),
    )


def _rule(one: LegalRule) -> str:
    return f"`{one.name}` {one.doc.splitlines()[0] if one.doc else ''}（{one.basis}）"


def _sources(process: type[Process], words: Words, act: Act) -> str:
    if act.source is NEW:
        return "（新案件）"
    if act.source is OPEN:
        return "任何未结状态"
    sources = process.sources_of(act)
    return "任何状态" if set(sources) == set(process.states) else _names(words, sources)


def _names(words: Words, states: Iterable[StrEnum]) -> str:
    return "、".join(words.state(state) for state in states)


def _target(words: Words, act: Act) -> str:
    if isinstance(act.target, StrEnum):
        return words.state(act.target)
    return "不变" if act.target is SAME else "回到原来的状态"


def _clocks(act: Act) -> list[str]:
    groups = (
        ("开始", tuple(start.term for start in act.starts)),
        ("完成", act.meets),
        ("不再计算", act.withdraws),
        ("停止计算", act.pauses),
        ("继续计算", act.resumes),
        ("届满后自动", act.when_over),
    )
    return [f"{word}：{term.label}" for word, terms_of in groups for term in terms_of]


def _told(process: type[Process], act: Act) -> list[str]:
    lines = [f"文书：{_title(process, letter)}" for letter in act.letters]
    for notice in act.notices:
        tell = process.tells.get(notice)
        to = "、".join(role.label for role in tell.to) if tell else ""
        lines.append(f"通知 `{notice}`：{to}")
    return lines + ([f"随后尝试：`{act.then}`"] if act.then else [])


def _title(process: type[Process], letter: str) -> str:
    paper = process.papers.get(letter)
    return f"《{paper.title}》" if paper else letter


def papers(process: type[Process]) -> str:
    """Return the letters: to whom, issued by which act, and what their service starts."""
    rows = [_paper(process, code, paper) for code, paper in process.papers.items()]
    return _table(("文书", "发给", "由哪个行为作出", "送达后起算的期限"), rows)


def _paper(process: type[Process], code: str, paper: Paper) -> tuple[str, ...]:
    issued = [f"`{act.name}`" for act in process.acts() if code in act.letters]
    return (
        f"{paper.title}<br>`{code}`",
        "、".join(role.label for role in paper.to) or "存卷",
        "、".join(issued),
        _lines(term.label for term in paper.on_service),
    )


def terms(process: type[Process]) -> str:
    """Return the periods that run in a process, with their source."""
    rows = [
        (
            f"{term.label}<br>`{term.code}`",
            _length(term),
            "办理机关" if term.binds == "office" else "当事人",
            _lines([str(term.basis), *map(str, term.extra_basis)]),
            _reminders(term.remind),
        )
        for term in process.terms()
    ]
    return _table(("期限", "长度", "约束谁", "依据", "提醒"), rows)


def _length(term: Term) -> str:
    unit = UNIT_WORDS[term.unit]
    if isinstance(term.length, int):
        return f"{term.length}{unit}"
    if isinstance(term.length, Local):
        return f"管理员维护的参数 `{term.length.code}`（{unit}）"
    return _lines(f"{since.from_on} 起 {since.length}{unit}" for since in term.length)


def _reminders(days: Iterable[int]) -> str:
    return "、".join(
        f"前 {day} 天" if day > 0 else "当天" if day == 0 else f"后 {-day} 天" for day in days
    )


def _lines(lines: Iterable[str]) -> str:
    return "<br>".join(lines)


def _table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    headings = tuple(headings)
    lines = [headings, ("---",) * len(headings), *rows]
    return "\n".join(
        f"| {' | '.join(cell.replace('|', '｜') for cell in line)} |" for line in lines
    )
