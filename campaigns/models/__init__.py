from campaigns.models.adaptation import AdaptationRule, Divergence, Presence, Reading, Turn
from campaigns.models.after_issue import Finding, GivenNumber, Receipt, Renumbering
from campaigns.models.campaign import Campaign
from campaigns.models.chasing import Call, Chase, Escalation, Ladder
from campaigns.models.document import AnnexEntry, Party, Reference, Responsibility
from campaigns.models.edition import Edition, SignOff
from campaigns.models.field import Extension, FieldAnswer, RequestField
from campaigns.models.item import Action, Arrangement, Item, Placement, Requirement, Section, Slogan, Theme
from campaigns.models.part import ReportHandIn, ReportNote, ReportPart
from campaigns.models.plan import DirectExecution, Plan
from campaigns.models.proposal import AnswerFile, AnswerLink, Proposal
from campaigns.models.report import Obligation, Report, ReportFile, Request
from campaigns.models.review import Comment, Countersign, Look, Review, ReviewStep

__all__ = [
    "Action",
    "AdaptationRule",
    "AnnexEntry",
    "AnswerFile",
    "AnswerLink",
    "Arrangement",
    "Call",
    "Campaign",
    "Chase",
    "Comment",
    "Countersign",
    "DirectExecution",
    "Divergence",
    "Edition",
    "Escalation",
    "Extension",
    "FieldAnswer",
    "Finding",
    "GivenNumber",
    "Item",
    "Ladder",
    "Look",
    "Obligation",
    "Party",
    "Placement",
    "Plan",
    "Presence",
    "Proposal",
    "Reading",
    "Receipt",
    "Reference",
    "Renumbering",
    "Report",
    "ReportFile",
    "ReportHandIn",
    "ReportNote",
    "ReportPart",
    "Request",
    "RequestField",
    "Requirement",
    "Responsibility",
    "Review",
    "ReviewStep",
    "Section",
    "SignOff",
    "Slogan",
    "Theme",
    "Turn",
]
