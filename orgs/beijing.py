"""The one time zone of the portal, whatever the host is set to."""

from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")
