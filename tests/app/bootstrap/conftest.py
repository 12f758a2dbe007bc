from tests.app.bootstrap.fixtures import (
    desk,
    dialogs,
    here,
    own_places,
    path,
    program,
    quick_passwords,
)

__all__ = ["desk", "dialogs", "here", "own_places", "path", "program", "quick_passwords"]
