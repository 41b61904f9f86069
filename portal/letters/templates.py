"""The registry of letter templates: which paper is set by which typst file."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class LetterTemplate:
    """One official form: its title, its number series and the file that sets it."""

    kind: str
    title: str
    source: Path
    business: str = (
        ""  # "认" gives 济任人社工伤认字〔2026〕第0001号; empty: the paper bears no number
    )
    variant: str = ""
    version: int = 1
    required: frozenset[str] = field(default_factory=frozenset)
    seal: str = "印章"  # what the empty seal place is called; empty: the paper bears no seal
    has_head: bool = True

    @property
    def code(self) -> str:
        """Return the name of the form, with its variant where a paper has several."""
        return f"{self.kind}_{self.variant}" if self.variant else self.kind


_templates: dict[tuple[str, int], LetterTemplate] = {}


def register(template: LetterTemplate) -> None:
    """Make a form known; the same form twice is a mistake."""
    key = (template.code, template.version)
    if _templates.get(key, template) != template:
        msg = f"letter template {key} is registered twice"
        raise ValueError(msg)
    if not template.source.is_file():
        msg = f"letter template {key} has no file {template.source}"
        raise FileNotFoundError(msg)
    _templates[key] = template


def registered() -> tuple[LetterTemplate, ...]:
    """Return all forms, in the order of their registration."""
    return tuple(_templates.values())


def template(kind: str, *, variant: str = "") -> LetterTemplate:
    """Return the newest version of a form."""
    found = [t for t in _templates.values() if (t.kind, t.variant) == (kind, variant)]
    if not found:
        msg = f"no letter template {kind!r} {variant!r}"
        raise LookupError(msg)
    return max(found, key=lambda t: t.version)


def template_of(code: str, *, version: int) -> LetterTemplate:
    """Return the form that a letter was fixed with."""
    return _templates[code, version]
