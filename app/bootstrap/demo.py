"""The demo community of this user: where it is, and opening it with one click."""

from pathlib import Path

from app.accounts.station import Station, open_station
from app.machine import data_folder
from db import backup


def demo_path() -> Path:
    """Where this user's demo community is."""
    return data_folder() / "演示社区.station"


def password_hint() -> str:
    """What nobody can know who did not make the demo: the password of its accounts."""
    from app.demo.community import DEMO_PASSWORD

    return f"演示社区里每个账号的密码都是 {DEMO_PASSWORD}"


def open_demo(step: backup.Step = backup.no_step) -> Station:
    """Open the demo community, making it first when it is not there.

    Raises:
        LirenError: it cannot be made or opened.
    """
    import app.tables  # noqa: F401
    from app.demo.community import DEMO_LOGIN, DEMO_PASSWORD, make_demo_community

    path = demo_path()
    if not path.exists():
        make_demo_community(path, step=step)
    return open_station(path, DEMO_LOGIN, DEMO_PASSWORD)
