"""Strict readers of the environment: a wrong value stops the start and names its variable.

Every reader raises ImproperlyConfigured with one sentence saying which variable is wrong and what it may hold.
An empty variable counts as absent.
"""

import json
import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

TRUE_WORDS = frozenset({"1", "true", "yes", "on"})
FALSE_WORDS = frozenset({"0", "false", "no", "off"})
# PostgreSQL's own 4 is for a disk that turns: with it the whole table of activities is read where an index holds all
# that is asked, and the nation's figures cost a third more.
NO_TURNING_DISK = "-c random_page_cost=1.1"


def text(name: str, default: str = "") -> str:
    """The variable's value without surrounding blanks."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, *, default: bool) -> bool:
    """A yes or no, written 1/0, true/false, yes/no or on/off."""
    value = text(name).lower()
    if not value:
        return default
    if value in TRUE_WORDS:
        return True
    if value in FALSE_WORDS:
        return False
    raise ImproperlyConfigured(f"{name} must be one of 1, 0, true, false, yes, no, on, off; it is {value!r}.")


def integer(name: str, default: int, *, least: int, most: int) -> int:
    """A whole number from `least` to `most`, both included."""
    value = text(name, str(default))
    try:
        number = int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number; it is {value!r}.") from None
    if not least <= number <= most:
        raise ImproperlyConfigured(f"{name} must lie between {least} and {most}; it is {number}.")
    return number


def integers(name: str, default: str) -> tuple[int, ...]:
    """Whole numbers separated by commas, in ascending order, none twice."""
    value = text(name, default)
    try:
        numbers = [int(part) for part in value.split(",")]
    except ValueError:
        raise ImproperlyConfigured(
            f"{name} must hold whole numbers separated by commas, such as {default}; it is {value!r}."
        ) from None
    if len(set(numbers)) != len(numbers):
        raise ImproperlyConfigured(f"{name} names a number twice: {value!r}.")
    return tuple(sorted(numbers))


def choice(name: str, default: str, *, among: tuple[str, ...]) -> str:
    """One of the words in `among`, upper or lower case."""
    value = text(name, default).upper()
    if value not in among:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(among)}; it is {value!r}.")
    return value


def base_url(name: str, default: str) -> str:
    """The portal's own address: scheme http or https, a host, perhaps a port, nothing else."""
    value = text(name, default).rstrip("/")
    try:
        parts = urlsplit(value)
        clean = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        clean = False
    if not clean or parts.path or parts.query or parts.fragment or "@" in parts.netloc:
        raise ImproperlyConfigured(
            f"{name} must be an address such as https://zlytj.example.gov.cn without a path; it is {value!r}."
        )
    return value


def address(name: str, *, schemes: tuple[str, ...] = ("http", "https")) -> str:
    """A service's address with one of `schemes` and a host, or "" when the variable is absent."""
    value = text(name)
    if not value:
        return ""
    try:
        parts = urlsplit(value)
        clean = parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:
        clean = False
    if not clean:
        raise ImproperlyConfigured(
            f"{name} must be an address beginning with {' or '.join(s + '://' for s in schemes)}."
        )
    return value


def database(name: str, *, first: str = "") -> dict[str, Any] | None:
    """Django's settings for the PostgreSQL database of the variable; None when it is absent.

    `first` are the server's settings (`-c name=value`) that each connection begins with, before the address's own.
    """
    value = address(name, schemes=("postgres", "postgresql"))
    if not value:
        return None
    config = dict(environ.Env.db_url_config(value))
    if not config.get("NAME"):
        raise ImproperlyConfigured(f"{name} names no database after the host.")
    own = dict(config.get("OPTIONS") or {})
    if words := " ".join(part for part in (first, str(own.get("options", ""))) if part):
        config["OPTIONS"] = own | {"options": words}
    return config


def mail(name: str) -> dict[str, Any]:
    """Django's EMAIL_* settings for an address such as smtp+tls://user:password@host:587; {} when absent."""
    value = address(name, schemes=("smtp", "smtp+tls", "smtp+ssl"))
    return {k: v for k, v in environ.Env.email_url_config(value).items() if v != ""} if value else {}


def template(name: str, default: str) -> dict[str, Any]:
    """A JSON object whose strings hold {names} that are filled in later."""
    value = text(name, default)
    try:
        found = json.loads(value)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise ImproperlyConfigured(f"{name} must hold a JSON object such as {default}.")
    return found


def directory(name: str, default: Path, *, inside: tuple[str, ...]) -> Path:
    """The data directory as an absolute path; it and the folders `inside` it are made when missing."""
    root = Path(text(name, str(default))).expanduser().resolve()
    try:
        root.mkdir(mode=0o750, parents=True, exist_ok=True)
        for folder in inside:
            (root / folder).mkdir(mode=0o750, parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"{name}: the folder {root} cannot be made: {error.strerror}.") from None
    if not os.access(root, os.W_OK | os.X_OK):
        raise ImproperlyConfigured(f"{name}: the folder {root} cannot be written to.")
    return root


def secret(name: str, keep_in: Path) -> str:
    """The secret of the variable, else the one kept in the file, made on first need with mode 600.

    Two processes starting together agree: the first to link the file wins and the other reads it.
    """
    value = text(name)
    if not value and not keep_in.exists():
        draft = keep_in.with_name(f"{keep_in.name}.{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(draft, keep_in)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    value = value or keep_in.read_text(encoding="ascii").strip()
    if len(value) < 50:
        raise ImproperlyConfigured(f"{name} must be at least 50 characters long.")
    return value
