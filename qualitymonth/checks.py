"""Django system checks of the installation: `manage.py check`, with --deploy for a public one."""

import stat
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register


@register(Tags.security)
def private_key_is_private(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The kept secret may be read by its owner only."""
    kept = settings.DATA_DIR / "secret_key"
    if kept.exists() and stat.S_IMODE(kept.stat().st_mode) & 0o077:
        return [Error(f"Others can read {kept}.", hint=f"chmod 600 {kept}", id="qualitymonth.E001")]
    return []


@register(Tags.security, deploy=True)
def address_is_encrypted(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Away from loopback, passwords must not travel in the clear."""
    if settings.ON_HTTPS or settings.ON_LOOPBACK:
        return []
    return [Warning("QM_BASE_URL begins with http://: passwords travel unencrypted.", id="qualitymonth.W001")]


@register(Tags.security, deploy=True)
def webhooks_stay_outside(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Robots on loopback are for tests: in service they would be a way into the machine."""
    if not settings.HOOKS_MAY_BE_LOCAL:
        return []
    return [Error("QM_HOOKS_MAY_BE_LOCAL lets webhooks call this machine.", id="qualitymonth.E003")]


@register(Tags.security)
def short_messages_have_a_gateway(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if settings.SMS_GATEWAY != "HTTP" or settings.SMS_URL:
        return []
    return [Error("QM_SMS_GATEWAY=HTTP needs QM_SMS_URL.", id="qualitymonth.E004")]


@register(Tags.security)
def demonstration_stays_inside(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Accounts with a known password belong on loopback only (settings.DEMO_ALLOWED follows from this)."""
    if settings.DEMO_ALLOWED and not (settings.ON_LOOPBACK and settings.BIND in settings.LOOPBACK):
        return [Error("Demo accounts would be reachable from other machines.", id="qualitymonth.E002")]
    return []
