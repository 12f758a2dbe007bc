"""The demo with no display: make the demo station, print its latest minutes, say where."""

from app.accounts.station import open_station
from app.cli.documents import LATEST, sheet_of_minutes, the_meeting, write_whole
from app.cli.terminal import fail, say
from app.council.minutes_sheets import compose
from app.demo.community import DEMO_LOGIN, DEMO_PASSWORD, make_demo_community
from app.errors import LirenError
from app.machine import data_folder


def print_demo_minutes() -> int:
    """Make the demo community when it is not there, and print minutes; returns the exit code."""
    import app.tables  # noqa: F401

    folder = data_folder()
    path = folder / "演示社区.station"
    try:
        if not path.exists():
            say("没有显示器：改为在后台生成演示社区……")
            make_demo_community(path)
        station = open_station(path, DEMO_LOGIN, DEMO_PASSWORD)
        try:
            with station.read() as session:
                meeting = the_meeting(session, LATEST)
            pdf = compose(sheet_of_minutes(station, meeting.id))
        finally:
            station.close()
        target = folder / "演示会议纪要.pdf"
        write_whole(target, pdf)
    except LirenError as error:
        return fail(error)
    say(f"演示站点：{path}（账号 {DEMO_LOGIN}，密码 {DEMO_PASSWORD}）")
    say(f"会议纪要：{target}")
    return 0
