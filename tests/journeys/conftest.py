from tests.app.events.conftest import office
from tests.app.events.pages.conftest import _theme

__all__ = ["_theme", "office"]
