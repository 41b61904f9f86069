"""What a letter says: plain texts, one frozen value for each form, with no hole in it."""

from dataclasses import asdict, dataclass, fields
from typing import Any, ClassVar

Row = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """The texts of one letter; `optional` names the fields that may be left out of the paper."""

    optional: ClassVar[frozenset[str]] = frozenset({"copies"})

    def __post_init__(self) -> None:
        """Refuse a paper that would have a hole."""
        for name in self.required():
            value = getattr(self, name)
            if not value or (isinstance(value, tuple) and not all(map(_is_full, value))):
                msg = f"{type(self).__name__}.{name} is empty"
                raise ValueError(msg)

    @classmethod
    def required(cls) -> frozenset[str]:
        """Return the fields that every letter of this form fills."""
        return frozenset(one.name for one in fields(cls)) - cls.optional

    def as_dict(self) -> dict[str, Any]:
        """Return the values as JSON knows them, so that their hash is that of what is stored."""
        return {name: _plain(value) for name, value in asdict(self).items()}


def _is_full(value: object) -> bool:
    """Tell whether a row, an item or a text has no hole."""
    if isinstance(value, str):
        return bool(value.strip())
    if isinstance(value, tuple):
        return all(_is_full(one) for one in value)
    return all(_is_full(one) for one in vars(value).values())


def _plain(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return value
