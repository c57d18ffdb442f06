"""Tables of the activities as they leave and come in: columns declared once, and the files made of them."""

from activities.resources.announced import AnnouncedFigureResource, PressNoteResource
from activities.resources.columns import ActivityResource

__all__ = ["ActivityResource", "AnnouncedFigureResource", "PressNoteResource"]
