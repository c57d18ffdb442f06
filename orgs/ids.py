"""Random public identifiers: what the public, files, exports and the API see instead of row numbers."""

import secrets

ID_LENGTH = 16


def public_id() -> str:
    """Return 16 random URL-safe characters (96 bits)."""
    return secrets.token_urlsafe(12)
