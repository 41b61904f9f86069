"""Texts of the notices by name; higher floors register theirs when they are ready."""

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter

_registered: dict[str, "Notice"] = {}


class UnknownNoticeError(LookupError):
    """A notice of this name was never registered."""


class MissingFieldError(LookupError):
    """A text has a field for which the context holds no value."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """The finished words of one notice for one person."""

    title: str
    body: str
    sms: str


@dataclass(frozen=True, slots=True)
class Notice:
    """The words of one kind of message; an empty sms means that none is sent for it."""

    name: str
    title: str
    body: str
    sms: str = ""

    def __post_init__(self) -> None:
        if not self.title or not self.body:
            raise ValueError(f"notice {self.name!r} needs a title and a body")
        for text in (self.title, self.body, self.sms):
            _fields_of(self.name, text)

    @property
    def fields(self) -> frozenset[str]:
        """Names of the fields that the texts of this notice leave open."""
        names: set[str] = set()
        for text in (self.title, self.body, self.sms):
            names |= _fields_of(self.name, text)
        return frozenset(names)

    def require(self, context: Mapping[str, str]) -> None:
        """Refuse a context in which a field of this notice is missing or empty."""
        missing = sorted(name for name in self.fields if not context.get(name))
        if missing:
            raise MissingFieldError(f"notice {self.name!r} lacks {', '.join(missing)}")

    def render(self, context: Mapping[str, str]) -> Rendered:
        """Return the texts with every field filled."""
        self.require(context)
        return Rendered(
            title=self.title.format_map(context),
            body=self.body.format_map(context),
            sms=self.sms.format_map(context),
        )


def register(notice: Notice) -> None:
    """Make a notice known; the same name with other words is a mistake."""
    known = _registered.setdefault(notice.name, notice)
    if known != notice:
        raise ValueError(f"notice {notice.name!r} is registered twice with different words")


def get(name: str) -> Notice:
    """Return the notice of this name."""
    try:
        return _registered[name]
    except KeyError:
        raise UnknownNoticeError(name) from None


def registered() -> tuple[Notice, ...]:
    """Return all notices in order of their names."""
    return tuple(_registered[name] for name in sorted(_registered))


def _fields_of(name: str, text: str) -> set[str]:
    """Return the field names of a text; only plain names may stand in braces."""
    names: set[str] = set()
    for _, field, spec, conversion in Formatter().parse(text):
        if field is None:
            continue
        if not field.isidentifier() or spec or conversion:
            raise ValueError(f"notice {name!r}: {field!r} is not a plain field name")
        names.add(field)
    return names
