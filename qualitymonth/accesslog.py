"""gunicorn's access log without the secrets in addresses (`--logger-class`)."""

from gunicorn.glogging import Logger  # type: ignore[import-untyped]  # gunicorn says no types

from qualitymonth.masking import masked

SHOWN = ("r", "U", "f")  # the request line, the path, the page it came from


class AccessLog(Logger):
    def atoms(self, resp, req, environ, request_time) -> dict:
        found = super().atoms(resp, req, environ, request_time)
        return found | {name: masked(found[name]) for name in SHOWN if isinstance(found.get(name), str)}
