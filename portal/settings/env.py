"""Typed readers of the environment: a missing or malformed value stops the start and says why."""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off"})


def text(name: str, default: str | None = None) -> str:
    """Return the variable, or the content of the file that NAME_FILE points to."""
    value = os.environ.get(name)
    path = os.environ.get(f"{name}_FILE")
    if value and path:
        raise ImproperlyConfigured(f"Set only one of {name} and {name}_FILE.")
    if path:
        try:
            value = Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE: {error}") from error
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"Set {name} or {name}_FILE in the environment.")
    return default


def flag(name: str, *, default: bool) -> bool:
    """Return a yes or no."""
    value = text(name, "yes" if default else "no").lower()
    if value in TRUE | FALSE:
        return value in TRUE
    raise ImproperlyConfigured(f"{name} must be yes or no, not {value!r}.")


def number(name: str, default: int) -> int:
    """Return a whole number."""
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from error


def names(name: str, default: str | None = None) -> list[str]:
    """Return a list that was written with commas."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def folder(name: str, default: Path) -> Path:
    """Return an absolute folder, which need not exist yet."""
    return Path(text(name, str(default))).expanduser().resolve()


def database(url: str) -> dict[str, object]:
    """Return Django's description of the PostgreSQL server that the address names."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ImproperlyConfigured("DATABASE_URL must read postgres://user:password@host:port/name")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        # short queries only: compiling one costs more than running it (40 ms of the work list)
        "OPTIONS": {"options": "-c jit=off", **dict(parse_qsl(parts.query))},
    }


def kept_secret(name: str, folder: Path) -> str:
    """Return the secret of the environment, or one of this working copy, made at first use."""
    if os.environ.get(name) or os.environ.get(f"{name}_FILE"):
        return text(name)
    path = folder / name.lower()
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_hex(32), encoding="ascii")
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="ascii").strip()
