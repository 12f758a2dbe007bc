"""The way into a station file: looked at from outside, before anybody has given a password."""

from dataclasses import dataclass
from pathlib import Path

from app.accounts.accounts import LoginName, login_names
from app.accounts.fault_words import worded
from app.errors import StationFault
from app.machine import is_on_network_share
from db import backup, faults, keyslots
from db.sqlite_file import probe


@dataclass(frozen=True)
class Entrance:
    """Who may log in, and why nobody may by password."""

    names: tuple[LoginName, ...]
    no_password: str = ""
    """Why only the recovery code opens the file; empty when passwords do."""


def entrance(path: Path) -> Entrance:
    """Who may log in to the file at ``path``.

    Raises:
        StationFault: not there, no station, not to be written, on a network share.
    """
    if is_on_network_share(path):
        raise StationFault(
            f"“{path.name}”在网络共享文件夹里，直接打开可能损坏数据。",
            "请复制到本机硬盘再打开；几台电脑之间用报送包交换。",
        )
    with worded(path):
        probe(path)
    keys = keyslots.companion(path).name
    try:
        return Entrance(tuple(login_names(path)))
    except StationFault as fault:
        if isinstance(fault.__cause__, faults.KeysMissing):
            return Entrance((), f"旁边缺少密钥文件“{keys}”，不能用密码登录。")
        if isinstance(fault.__cause__, faults.Damaged):
            return Entrance((), f"密钥文件“{keys}”已损坏，不能用密码登录。")
        raise


def restore_backup(source: Path, target: Path) -> Path:
    """Lay the backup ``source`` out as a new station at ``target``; returns where it is.

    Raises:
        StationFault: something is at ``target`` already, or ``source`` is no whole backup.
    """
    try:
        with worded(source):
            backup.restore(source, target)
    except FileExistsError as error:
        raise StationFault(f"“{target.name}”已经存在。", "请换一个文件名。") from error
    return target
