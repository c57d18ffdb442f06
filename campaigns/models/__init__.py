from campaigns.models.campaign import Campaign
from campaigns.models.document import AnnexEntry, Party, Reference, Responsibility
from campaigns.models.edition import Edition, SignOff
from campaigns.models.item import Action, Arrangement, Item, Placement, Requirement, Section, Slogan, Theme
from campaigns.models.plan import DirectExecution, Plan
from campaigns.models.report import Obligation, Report, ReportFile, Request

__all__ = [
    "Action",
    "AnnexEntry",
    "Arrangement",
    "Campaign",
    "DirectExecution",
    "Edition",
    "Item",
    "Obligation",
    "Party",
    "Placement",
    "Plan",
    "Reference",
    "Report",
    "ReportFile",
    "Request",
    "Requirement",
    "Responsibility",
    "Section",
    "SignOff",
    "Slogan",
    "Theme",
]
