from tests.app.events.conftest import office
from tests.app.events.pages.conftest import _as_in_the_program

__all__ = ["_as_in_the_program", "office"]
