"""Commands of the exchange: pairing with another office; bundles made, looked at, taken."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.levels import LEVEL_NAMES
from app.accounts.station import Station
from app.cli.exchange_lines import applied_lines, manifest_data, manifest_lines, outcome_data
from app.cli.stations import command
from app.cli.terminal import answer, opened, station_place, table
from app.errors import InvalidInput, LirenError, NotFound
from app.exchange.pairing import Introduction, export_identity, read_introduction
from app.exchange.peers import pair, revoke
from app.exchange.queries import PeerRow, peer_rows
from app.exchange.sending import MB, send_as
from app.exchange.taking import examine, inspect
from app.exchange.terms import RELATION_NAMES
from app.exchange.unattended import Outcome, refused, take_folder, take_one
from app.exchange.words import file_size

Commands = _SubParsersAction  # argparse has no public name for it


def register(commands: "Commands[ArgumentParser]") -> None:
    """Add this group's commands."""
    _register_pair(_group(commands, "pair", "与上级或下级单位配对"))
    _register_bundle(_group(commands, "bundle", "制作、查看和收取报送包"))


def _group(
    commands: "Commands[ArgumentParser]", name: str, text: str
) -> "Commands[ArgumentParser]":
    made = commands.add_parser(name, help=text, description=text)
    return made.add_subparsers(title="命令", metavar="命令", required=True)


def _register_pair(commands: "Commands[ArgumentParser]") -> None:
    export = command(commands, "export", "导出本站身份文件")
    export.add_argument("-o", "--output", type=Path, required=True, help="如 人民里.lirenid")
    export.set_defaults(run=export_own)
    accept = command(commands, "accept", "收取对方身份文件；核对对照码后配对")
    accept.add_argument("file", type=Path)
    accept.add_argument("--code", default="", help="对方在电话里读出的对照码")
    accept.set_defaults(run=accept_other)
    listed = command(commands, "list", "列出已配对的单位")
    listed.set_defaults(run=list_peers)
    stop = command(commands, "revoke", "停用与一个单位的报送")
    stop.add_argument("peer", help="单位名称或区划代码")
    stop.add_argument("--reason", required=True, help="停用原因")
    stop.set_defaults(run=revoke_peer)
    for each in (export, accept, listed, stop):
        each.add_argument("--station", type=station_place, required=True)


def _register_bundle(commands: "Commands[ArgumentParser]") -> None:
    make = command(commands, "make", "制作报送包")
    make.add_argument("--to", required=True, help="单位名称或区划代码")
    make.add_argument("-o", "--output", type=Path, required=True)
    make.add_argument("--volume-size", type=int, default=0, metavar="MB", help="分卷，每卷几 MB")
    make.set_defaults(run=make_one)
    look = command(commands, "inspect", "查看报送包；给出站点时核对本站能否收取")
    look.add_argument("file", type=Path)
    look.set_defaults(run=inspect_one)
    apply = command(commands, "apply", "收取报送包，或一个文件夹里的全部报送包")
    apply.add_argument("paths", type=Path, nargs="+", metavar="文件或文件夹")
    apply.add_argument("--slip", default="", metavar="校验码", help="移交单上的校验码")
    apply.set_defaults(run=apply_all)
    for each in (make, look, apply):
        each.add_argument("--station", type=station_place, required=each is not look)


# -- pairing ---------------------------------------------------------------------------------------


def export_own(arguments: Namespace) -> int:
    """``liren pair export``: write the identity file of this station."""
    with opened(arguments.station, arguments) as station:
        path = export_identity(station, arguments.output)
        name = station.office.name
    answer(arguments, {"path": path, "name": name}, [f"已导出{name}的身份文件：{path}"])
    return 0


def accept_other(arguments: Namespace) -> int:
    """``liren pair accept``: pair when the code is the one both sides see; else print it."""
    with opened(arguments.station, arguments) as station:
        found = read_introduction(station, arguments.file)
        if not arguments.code.strip():
            return _ask_to_compare(arguments, found)
        _pair(station, found, arguments.code)
    identity = found.identity
    data = {"peer": identity.keys.station, "name": identity.name, "paired": True}
    answer(arguments, data, [f"已与{identity.name}配对（{RELATION_NAMES[found.relation]}）。"])
    return 0


def _ask_to_compare(arguments: Namespace, found: Introduction) -> int:
    identity = found.identity
    data = {
        "name": identity.name,
        "level": identity.level,
        "area_code": identity.area_code,
        "code": found.code,
        "paired": False,
    }
    lines = (
        f"身份文件：{identity.name}（{LEVEL_NAMES[identity.level]}，{identity.area_code}）",
        f"对照码：{found.code}",
        "请打电话与对方逐组核对，再加上 --code 和对方读出的对照码执行一次。",
        *([found.replaces] if found.replaces else []),
    )
    answer(arguments, data, lines)
    return 1


def _pair(station: Station, found: Introduction, code: str) -> UUID:
    with station.write() as session:
        return pair(session, station.actor, own=found.own, identity=found.identity, code=code)


def list_peers(arguments: Namespace) -> int:
    """``liren pair list``: every peer with how it stands."""
    with opened(arguments.station, arguments) as station, station.read() as session:
        rows = peer_rows(session)
    lines = table(
        ("单位", "关系", "区划代码", "状态", "情况"),
        ((r.name, r.relation_name, r.area_code, r.pill.text, r.sentence) for r in rows),
    )
    answer(arguments, rows, lines if rows else ["还没有与任何单位配对。"])
    return 0


def revoke_peer(arguments: Namespace) -> int:
    """``liren pair revoke``: stop exchanging with a peer."""
    with opened(arguments.station, arguments) as station:
        with station.read() as session:
            peer = the_peer_called(session, arguments.peer)
        with station.write() as session:
            revoke(session, station.actor, station_id=peer.id, reason=arguments.reason)
    answer(arguments, {"peer": peer.id, "name": peer.name}, [f"已停用与{peer.name}的报送。"])
    return 0


def the_peer_called(session: Session, asked: str) -> PeerRow:
    """The peer with this name or area code, or the only one whose name holds the words.

    Raises:
        NotFound: none fits.
        InvalidInput: several fit; names them.
    """
    rows = peer_rows(session)
    exact = [row for row in rows if asked in (row.name, row.area_code)]
    found = exact or [row for row in rows if asked in row.name]
    if not found:
        raise NotFound(f"没有与“{asked}”配对。", "可用 liren pair list 查看已配对的单位。")
    if len(found) > 1:
        names = "、".join(f"{row.name}（{row.area_code}）" for row in found)
        raise InvalidInput(f"“{asked}”对应几个单位：{names}。", "请写区划代码。")
    return found[0]


# -- bundles ---------------------------------------------------------------------------------------


def make_one(arguments: Namespace) -> int:
    """``liren bundle make``: a bundle of all that the peer has not confirmed."""
    with opened(arguments.station, arguments) as station:
        with station.read() as session:
            peer = the_peer_called(session, arguments.to)
        volume = arguments.volume_size * MB
        sent = send_as(station, peer_id=peer.id, target=arguments.output, volume_size=volume)
    data = manifest_data(sent.manifest, sent.size) | {"files": sent.files}
    lines = (
        f"已制作给{peer.name}的第 {data['serial']} 包，{data['records']:,} 条记录",
        *(f"{path}（{file_size(path.stat().st_size)}）" for path in sent.files),
        f"校验码：{sent.check_code}",
        *(f"含个人信息：{named}" for named in sent.manifest.named),
    )
    answer(arguments, data, lines)
    return 0


def inspect_one(arguments: Namespace) -> int:
    """``liren bundle inspect``: what a bundle says; with a station, whether it may be taken."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="liren-") as own:
        manifest, size = inspect(arguments.file, Path(own))
        data: dict[str, Any] = manifest_data(manifest, size)
        lines = list(manifest_lines(manifest, size))
        if arguments.station is not None:
            with opened(arguments.station, arguments) as station:
                preview = examine(station, arguments.file, Path(own)).preview
            place = preview.sequence.in_words(manifest.serial)
            data |= {"valid": True, "sequence": place, "returns_own": preview.returns_own}
            lines.append("核对：签名有效，本站可以收取。" + place)
        else:
            lines.append("以上是文件自己的说明；加上 --station 才核对签名。")
    answer(arguments, data, lines)
    return 0


def apply_all(arguments: Namespace) -> int:
    """``liren bundle apply``: take files, or everything in a folder; 1 when any was refused."""
    if len(arguments.paths) > 1 and arguments.slip:
        raise InvalidInput("一个校验码只对应一个报送包。", "请逐个收取。", field="slip")
    outcomes: list[Outcome] = []
    with opened(arguments.station, arguments) as station:
        for path in arguments.paths:
            if path.is_dir():
                outcomes += take_folder(station, path)
            else:
                outcomes.append(_take(station, path, arguments.slip))
    lines = [line for one in outcomes for line in applied_lines(one)]
    answer(arguments, list(map(outcome_data, outcomes)), lines or ["文件夹里没有报送包。"])
    return 1 if refused(outcomes) else 0


def _take(station: Station, path: Path, slip_code: str) -> Outcome:
    try:
        return Outcome(path, take_one(station, path, slip_code=slip_code))
    except LirenError as error:  # the others are taken all the same
        return Outcome(path, refusal=error)
