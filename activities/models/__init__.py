from activities.models.activity import Activity, CoHolder
from activities.models.export import ExportFile
from activities.models.figure import AnnouncedFigure, PressNote
from activities.models.photo import Photo

__all__ = ["Activity", "AnnouncedFigure", "CoHolder", "ExportFile", "Photo", "PressNote"]
