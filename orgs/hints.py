"""What is shown of a secret address once it is kept."""

from urllib.parse import urlsplit


def masked(url: str) -> str:
    """Host and last four signs."""
    return f"{urlsplit(url).hostname or '地址'}…{url[-4:]}"
