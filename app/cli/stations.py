"""Commands on whole stations: init, check, backup, restore."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path

from app.accounts.backups import refuse_on_server
from app.accounts.fault_words import worded
from app.accounts.levels import LEVEL_NAMES, Level
from app.accounts.new_station import FirstAccount, NewOffice
from app.accounts.station import create_station
from app.cli.terminal import answer, new_password, opened, shown_place, station_place
from app.errors import StationFault
from db import backup

Commands = _SubParsersAction  # argparse has no public name for it


def command(commands: "Commands[ArgumentParser]", name: str, text: str) -> ArgumentParser:
    """A subcommand with the options every command has."""
    made = commands.add_parser(name, help=text, description=text)
    made.add_argument("--json", action="store_true", help="以 JSON 输出")
    made.add_argument("--account", help="用哪个账号（只有一个账号时可省略）")
    return made


def register(commands: "Commands[ArgumentParser]") -> None:
    """Add this group's commands."""
    init = command(commands, "init", "新建一个站点")
    init.add_argument("path", type=station_place, help="站点文件，如 人民里.station；或数据库地址")
    init.add_argument("--level", required=True, choices=[level.value for level in Level])
    init.add_argument("--code", required=True, help="12 位统计用区划代码")
    init.add_argument("--name", required=True, help="单位名称，如 人民里社区")
    init.add_argument("--street", default="", help="所属街道")
    init.add_argument("--district", default="", help="所属区")
    init.add_argument("--login", default="shuji", help="第一个账号（书记）")
    init.add_argument("--person", default="书记", help="第一个账号的姓名")
    init.set_defaults(run=make_station)

    check = command(commands, "check", "检查站点：文件、结构、编号、日志、检索、纪要、照片和积分")
    check.add_argument("path", type=station_place)
    check.set_defaults(run=check_station)

    back_up = command(commands, "backup", "备份站点（使用中也可以）")
    back_up.add_argument("path", type=station_place)
    back_up.add_argument("-o", "--output", type=Path, required=True)
    back_up.set_defaults(run=back_up_station)

    restore = command(commands, "restore", "把备份恢复成一个新的站点文件")
    restore.add_argument("path", type=Path, help="备份文件")
    restore.add_argument("-o", "--output", type=Path, required=True)
    restore.set_defaults(run=restore_station)


def make_station(arguments: Namespace) -> int:
    """``liren init``: make a station and print its recovery code once."""
    import app.tables  # noqa: F401

    level = Level(arguments.level)
    office = NewOffice(level, arguments.name, arguments.code, arguments.street, arguments.district)
    first = FirstAccount(arguments.login, arguments.person, new_password())
    station, code = create_station(arguments.path, office, first)
    station.close()
    shown = shown_place(arguments.path)
    lines = (
        f"已建立{LEVEL_NAMES[level]}站点“{office.name}”：{shown}",
        f"账号：{first.login}",
        f"恢复码（只显示这一次，请抄下封存）：{code}",
    )
    answer(arguments, {"path": shown, "login": first.login, "recovery": code}, lines)
    return 0


def check_station(arguments: Namespace) -> int:
    """``liren check``: every integrity check; exit code 1 when one fails."""
    from app.integrity import check_all

    with opened(arguments.path, arguments) as station:
        results = check_all(station)
    lines = (
        f"{'通过' if result.passed else '未通过'}  {result.label}：{result.detail}"
        for result in results
    )
    answer(arguments, results, lines)
    return 0 if all(result.passed for result in results) else 1


def back_up_station(arguments: Namespace) -> int:
    """``liren backup``: write a verified backup."""
    with opened(arguments.path, arguments) as station, worded(arguments.output):
        refuse_on_server(station)
        made = backup.make_backup(station.database, arguments.output)
    answer(arguments, {"path": made}, [f"已备份并核对：{made}"])
    return 0


def restore_station(arguments: Namespace) -> int:
    """``liren restore``: lay a backup out as a new station file; never overwrites."""
    try:
        with worded(arguments.path):
            manifest = backup.restore(arguments.path, arguments.output)
    except FileExistsError as error:
        raise StationFault(
            f"“{arguments.output.name}”已经存在，没有覆盖。", "请换一个文件名再恢复。"
        ) from error
    lines = [f"已恢复 {manifest.station_name} 的备份：{arguments.output}"]
    answer(arguments, {"path": arguments.output, "made_at": manifest.made_at}, lines)
    return 0
