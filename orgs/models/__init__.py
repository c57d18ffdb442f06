from orgs.models.audit import AuditEvent
from orgs.models.disclosure import Disclosable
from orgs.models.message import Message
from orgs.models.people import Deputy, Invitation, Seat, User
from orgs.models.region import Region
from orgs.models.stamp import PublicStamp
from orgs.models.token import ApiCall, ApiToken
from orgs.models.unit import Letterhead, Membership, Unit

__all__ = [
    "ApiCall",
    "ApiToken",
    "AuditEvent",
    "Deputy",
    "Disclosable",
    "Invitation",
    "Letterhead",
    "Membership",
    "Message",
    "PublicStamp",
    "Region",
    "Seat",
    "Unit",
    "User",
]
