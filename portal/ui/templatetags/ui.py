"""Components of the pages. `{% load ui %}`; records are in portal.ui.parts, import them from there.

Colours of states by name: working (blue, we work), waiting (amber, somebody else must act),
rest (grey), done (green), late (red: late or failed, nothing else).

Small tags
  {% icon "name" %}                                     names: portal.ui.icons.NAMES
  {% today as day %}                                    the civil day
  {% demonstration_note %}                              foot line of demonstration sites
  {% error_summary form [form2 ...] %}                  links to the fields; focus goes here
Dates and states
  {% deadline clock lead="应在" %}                       Clock; a full sentence with 怎么算的
  {% deadline_badge days_left paused=False %}           int or None; for tables
  {% status_badge label colour icon bare=False %}       one label, one icon, one colour
  {% next_step label colour icon what text="" heading="h1" %}   4 px rule, whose turn it is
  {% why_this_date steps %}                             DateStep lines: 起点, + …, = 最后一天
  {% legend items %}                                    pairs (name, label); rest, left, roll, late
Lists
  {% step_list steps %}                                 StepItem; list on desks, one line on phones
  {% summary_list rows tight=False %}                   Row
  {% timeline items dated=True %}                       TimelineItem, newest first
  {% act_bar acts shut title="现在还能做" %}              ActItem, ShutAct
  {% checklist items %}                                 CheckItem
  {% upload_list items %}                               UploadItem
  {% chips items label="筛选" %}                         Chip
  {% pager page %}                                      Page
  {% notice text colour="working" url="" link="" %}
  {% empty_state title text %}                          what will stand here, and how it comes
  {% person_line name meta="" %}                        meta comes masked from the caller
  {% paper_link paper %}                                Paper
  {% stat label value url change="" is_bad=False %}     inside <ul class="stats">
The work table is written in the page, no include per row: static/css/components/work_table.css.
Filters
  |cn_date 2026年3月16日（星期一）   |cn_day 12月28日 周一   |cn_time 2026年3月16日 14:05
  |days_left (int or date) 还剩 12 天 / 今天 / 已超 3 天      |file_size (bytes) 104 KB
  |colour_class  " is-wait" of "waiting"   |money 12,345.00
  |whole_numbers 2026-000040 in one piece
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from django import forms, template
from django.conf import settings
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from portal import clock as portal_clock
from portal.ui import dates, icons, parts
from portal.ui.forms import PortalFormMixin

register = template.Library()

_MESSAGE_COLOURS = {"success": " is-done", "warning": " is-wait", "error": " is-late"}
_NOTICE_ICONS = {
    "working": "info",
    "waiting": "clock",
    "rest": "pause",
    "done": "check-circle",
    "late": "alert",
}
_UPLOADS = {
    "received": ("已收到", "done", "check-circle"),
    "checking": ("正在检查", "working", "clock"),
    "retake": ("需要重拍", "waiting", "retake"),
    "failed": ("没传上来", "late", "alert"),
}
SOON_DAYS = 3
PAPER_NUMBER = re.compile(r"\d{4}-\d{6}|〔\d{4}〕第\d+号")


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon of the sprite."""
    return icons.icon_svg(name)


@register.simple_tag
def today() -> date:
    """Return the civil day."""
    return portal_clock.today()


@register.simple_tag
def demonstration_note() -> SafeString:
    """Say at the foot that people and cases are invented, where they are."""
    if getattr(settings, "DEVELOPMENT_MESSAGES", False):
        return format_html("<p>{}</p>", "演示环境，人物、单位和案情均为虚构")
    return SafeString("")


@register.simple_tag
def optional_mark(field: BoundField) -> SafeString:
    """Mark a field that may stay empty; forms set `field.hide_optional = True` to leave it out."""
    if field.field.required or getattr(field.field, "hide_optional", False):
        return SafeString("")
    return format_html(' <span class="optional">{}</span>', "（可不填）")


@register.simple_tag
def choice_input(choice: BoundWidget, field: BoundField) -> str:
    """Draw the box of one choice of a radio or checkbox group."""
    attributes = choice.data["attrs"]
    attributes["class"] = "form-check-input is-invalid" if field.errors else "form-check-input"
    return choice.tag()


@register.filter
def message_class(tag: str) -> str:
    """Return the colour class of a one-time message."""
    return _MESSAGE_COLOURS.get(tag, "")


@register.filter
def colour_class(colour: str) -> str:
    """Return the class of a state colour, with its leading space; unknown colours fail loudly."""
    return parts.CLASSES[colour]


@register.filter
def cn_date(value: date | datetime | None) -> str:
    """Write 2026年3月16日（星期一）."""
    return dates.cn_date(value) if value else ""


@register.filter
def cn_day(value: date | datetime | None) -> str:
    """Write 12月28日 周一."""
    return dates.cn_day(value) if value else ""


@register.filter
def cn_time(value: datetime | None) -> str:
    """Write 2026年3月16日 14:05."""
    return dates.cn_time(value) if value else ""


@register.filter
def days_left(value: int | date | None) -> str:
    """Write 还剩 12 天, 今天 or 已超 3 天."""
    return "" if value is None else dates.days_left(value)


@register.filter
def whole_numbers(text: str) -> SafeString:
    """Keep numbers of cases and papers from breaking over the end of a line."""
    return mark_safe(PAPER_NUMBER.sub(r'<span class="nobr">\g<0></span>', escape(text)))  # noqa: S308


@register.filter
def money(value: Decimal | None) -> str:
    """Write an amount in yuan to the cent: 12,345.00."""
    return f"{value or 0:,.2f}"


@register.filter
def file_size(value: int | None) -> str:
    """Write 104 KB or 2.1 MB."""
    if value is None:
        return ""
    kilobytes = max(1, round(value / 1024))
    return f"{kilobytes} KB" if kilobytes < 1000 else f"{value / 1024 / 1024:.1f} MB"


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms_: PortalFormMixin) -> dict[str, object]:
    """List the errors of the bound forms with links to their fields."""
    links = [link for form in forms_ if _is_wrong(form) for link in form.error_links]
    return {"links": links}


def _is_wrong(form: forms.BaseForm | None) -> bool:
    """Tell whether a form was posted and refused."""
    return form is not None and form.is_bound and bool(form.errors)


@register.inclusion_tag("components/deadline.html")
def deadline(clock: parts.ClockLike, lead: str = "应在") -> dict[str, object]:
    """Write a legal date as the full sentence."""
    is_over = clock.days_left is not None and clock.days_left < 0
    note = getattr(clock, "note", "")
    return {"clock": clock, "lead": lead, "is_over": is_over, "note": note}


@register.inclusion_tag("components/deadline_badge.html")
def deadline_badge(days_left: int | None, paused: bool = False) -> dict[str, object]:
    """Write the remaining days for a table; only late and little time carry a background."""
    text, look = badge_words(days_left, paused=paused)
    return {"text": text, "look": look}


def badge_words(days_left: int | None, *, paused: bool = False) -> tuple[str, str]:
    """Return words and class of a deadline badge, also for tables that build their own rows."""
    if paused:
        return "停着", "is-rest"
    if days_left is None:
        return "没有期限", "is-calm"
    text = dates.days_short(days_left)
    if days_left < 0:
        return text, "is-late"
    return text, "is-wait" if days_left <= SOON_DAYS else "is-calm"


@register.inclusion_tag("components/status_badge.html")
def status_badge(label: str, colour: str, icon: str, bare: bool = False) -> dict[str, object]:
    """Show a state by label, icon and colour; bare for tables."""
    look = (" is-bare" if bare else "") + parts.CLASSES[colour]
    return {"label": label, "look": look, "icon_name": icon}


@register.inclusion_tag("components/next_step.html")
def next_step(
    label: str, colour: str, icon: str, what: str, text: str = "", heading: str = "h1"
) -> dict[str, object]:
    """Say whose turn it is and what to do; the largest thing on the page."""
    look = parts.CLASSES[colour]
    turn = "" if colour == "working" else f" turn-{colour}"
    return {
        "label": label,
        "look": look,
        "turn": turn,
        "icon_name": icon,
        "what": what,
        "text": text,
        "heading": heading if heading in {"h1", "h2", "p"} else "p",
    }


@register.inclusion_tag("components/why_this_date.html")
def why_this_date(steps: Sequence[parts.DateStep]) -> dict[str, object]:
    """Show the arithmetic of a date line by line."""
    return {"steps": steps}


@register.inclusion_tag("components/legend.html")
def legend(items: Iterable[tuple[str, str]]) -> dict[str, object]:
    """Explain the colours of a bar or chart."""
    return {"items": [(f"l-{name}" if name else "l-run", label) for name, label in items]}


@register.inclusion_tag("components/step_list.html")
def step_list(steps: Sequence[parts.StepItem]) -> dict[str, object]:
    """Show where in the wizard the person is."""
    numbered = list(enumerate(steps, start=1))
    number, current = next(((n, s) for n, s in numbered if s.state == "current"), (1, steps[0]))
    stages = list(dict.fromkeys(step.part for step in steps if step.part))
    return {
        "numbered": numbered,
        "number": number,
        "current": current,
        "count": len(steps),
        "stages": list(enumerate(stages, start=1)),
        "stage": stages.index(current.part) + 1 if current.part else 0,
    }


@register.inclusion_tag("components/summary_list.html")
def summary_list(rows: Iterable[parts.Row], tight: bool = False) -> dict[str, object]:
    """Show facts as term and value."""
    return {"rows": rows, "tight": tight}


@register.inclusion_tag("components/timeline.html")
def timeline(items: Iterable[parts.TimelineItem], dated: bool = True) -> dict[str, object]:
    """Show what happened, newest first, papers with their events."""
    return {"items": items, "dated": dated, "this_year": portal_clock.today().year}


@register.inclusion_tag("components/act_bar.html")
def act_bar(
    acts: Iterable[parts.ActItem], shut: Iterable[parts.ShutAct], title: str = "现在还能做"
) -> dict[str, object]:
    """Offer what may be done and say why the rest is closed."""
    return {"acts": acts, "shut": shut, "title": title}


@register.inclusion_tag("components/checklist.html")
def checklist(items: Iterable[parts.CheckItem]) -> dict[str, object]:
    """Show the conditions that guard the next step."""
    return {"items": items}


@register.inclusion_tag("components/upload_list.html", takes_context=True)
def upload_list(context: template.Context, items: Iterable[parts.UploadItem]) -> dict[str, object]:
    """Show each file with its state and what to do."""
    rows = [(item, *_UPLOADS[item.state]) for item in items]
    return {"rows": rows, "csrf_token": context.get("csrf_token", "")}


@register.inclusion_tag("components/chips.html")
def chips(items: Iterable[parts.Chip], label: str = "筛选") -> dict[str, object]:
    """Show filters that live in the address."""
    return {"items": items, "label": label}


@register.inclusion_tag("components/pager.html")
def pager(page: parts.Page) -> dict[str, object]:
    """Lead to the neighbours of a keyset page and to a day."""
    return {"page": page}


@register.inclusion_tag("components/notice.html")
def notice(text: str, colour: str = "working", url: str = "", link: str = "") -> dict[str, object]:
    """Say one thing that the person should know now."""
    look, icon_name = parts.CLASSES[colour], _NOTICE_ICONS[colour]
    return {"text": text, "look": look, "icon_name": icon_name, "url": url, "link": link}


@register.inclusion_tag("components/empty_state.html")
def empty_state(title: str, text: str) -> dict[str, object]:
    """Say what will stand here, and how it comes."""
    return {"title": title, "text": text}


@register.inclusion_tag("components/person_line.html")
def person_line(name: str, meta: str = "") -> dict[str, object]:
    """Name a person; numbers come masked."""
    return {"name": name, "meta": meta}


@register.inclusion_tag("components/paper_link.html")
def paper_link(paper: parts.Paper) -> dict[str, object]:
    """Link a document with kind, size and number."""
    facts = [paper.kind, file_size(paper.size), paper.note]
    return {"paper": paper, "facts": "，".join(fact for fact in facts if fact)}


@register.inclusion_tag("components/stat.html")
def stat(
    label: str, value: str, url: str, change: str = "", is_bad: bool = False
) -> dict[str, object]:
    """Show a number that opens to its rows."""
    return {"label": label, "value": value, "url": url, "change": change, "is_bad": is_bad}
