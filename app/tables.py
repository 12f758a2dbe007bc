"""Every table of the program, imported so that the metadata is whole.

Migrations, undo and the change log look tables up by name; whoever opens a station imports this.
"""

from app import settings
from app.accounts import models as accounts
from app.assessment import models as assessment
from app.attachments import models as attachments
from app.council import models as council
from app.events import models as events
from app.grids import models as grids
from app.points import models as points
from app.residents import models as residents
from db import changelog
from db.base import Base

METADATA = Base.metadata

__all__ = [
    "METADATA",
    "accounts",
    "assessment",
    "attachments",
    "changelog",
    "council",
    "events",
    "grids",
    "points",
    "residents",
    "settings",
]
