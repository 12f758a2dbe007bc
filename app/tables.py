"""Every table of the program, imported so that the metadata is whole.

Migrations, undo and the change log look tables up by name; whoever opens a station imports this.
"""

from app import settings
from app.accounts import models as accounts
from app.assessment import models as assessment
from app.attachments import models as attachments
from app.council import models as council
from app.directing import models as directing
from app.events import models as events
from app.exchange import models as exchange
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
    "directing",
    "events",
    "exchange",
    "grids",
    "points",
    "residents",
    "settings",
]
