from activities.models.activity import Activity, CoHolder
from activities.models.case import Case, PutForward
from activities.models.counter import Counter
from activities.models.export import ExportFile
from activities.models.figure import AnnouncedFigure, PressNote
from activities.models.importing import WorkbookImport
from activities.models.material import ActivityLink, Material, MaterialFile
from activities.models.photo import Photo, Video
from activities.models.review import ActivityFinding, Correction, HandIn, ReturnReason
from activities.models.tally import TallyChange, UnitTally
from activities.models.upload import Upload
from activities.models.view import SavedView

__all__ = [
    "Activity",
    "ActivityFinding",
    "ActivityLink",
    "AnnouncedFigure",
    "Case",
    "CoHolder",
    "Correction",
    "Counter",
    "ExportFile",
    "HandIn",
    "Material",
    "MaterialFile",
    "Photo",
    "PressNote",
    "PutForward",
    "ReturnReason",
    "SavedView",
    "TallyChange",
    "UnitTally",
    "Upload",
    "Video",
    "WorkbookImport",
]
