from orgs.models.audit import AuditEvent
from orgs.models.disclosure import Disclosable
from orgs.models.heartbeat import Heartbeat
from orgs.models.message import Message
from orgs.models.people import Deputy, Invitation, Seat, User
from orgs.models.quiet import CalendarFeed, Insisted, Quiet
from orgs.models.region import Region
from orgs.models.robot import Robot
from orgs.models.stamp import PublicStamp
from orgs.models.token import ApiCall, ApiToken
from orgs.models.unit import Letterhead, Membership, Unit

__all__ = [
    "ApiCall",
    "ApiToken",
    "AuditEvent",
    "CalendarFeed",
    "Deputy",
    "Disclosable",
    "Heartbeat",
    "Insisted",
    "Invitation",
    "Letterhead",
    "Membership",
    "Message",
    "PublicStamp",
    "Quiet",
    "Region",
    "Robot",
    "Seat",
    "Unit",
    "User",
]
