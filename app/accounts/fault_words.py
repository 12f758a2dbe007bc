"""Sentences for what can be wrong with a station's file or server: what happened, the way out."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.errors import RuleBroken, StationFault
from db import faults
from db.places import Place, is_server, name_of

WORDS: dict[type[Exception], tuple[str, str]] = {
    faults.NotAStation: (
        "“{name}”不是里仁的站点文件。",
        "请选择后缀为 .station 的文件；报送包请在“报送”里收取。",
    ),
    faults.WrongKey: (
        "密钥与“{name}”不符，打不开。",
        "请确认同名的 .keys 文件来自同一个站点，或用恢复码打开；都不行说明文件已损坏，请恢复备份。",
    ),
    faults.KeysMissing: (
        "“{name}”旁边缺少同名的 .keys 密钥文件。",
        "请把它一起复制过来，或用打印保存的恢复码打开。",
    ),
    faults.Damaged: (
        "“{name}”已损坏，有内容读不出来。",
        "请不要继续使用，用“恢复备份”找回最近一次的备份。",
    ),
    faults.NewerSchema: (
        "“{name}”是用更新版本的里仁保存的。",
        "请在本机安装新版本后再打开；文件没有被改动。",
    ),
    faults.ReadOnly: (
        "“{name}”或它所在的文件夹不能写入。",
        "请检查是否为只读，或U盘是否写保护；也可把文件复制到本机后再打开。",
    ),
    faults.DiskFull: (
        "磁盘空间不足，没有保存成功。",
        "请清理“{folder}”所在磁盘后再保存一次；原有内容没有变化。",
    ),
    faults.Unreachable: (
        "读写“{name}”时出错，没有保存成功。",
        "请检查U盘或硬盘是否连接好，再重新打开；反复出现时请用备份恢复到另一块盘。",
    ),
    faults.Busy: (
        "“{name}”正被另一个程序占用，等待超时。",
        "请关闭占用它的程序（如备份、杀毒软件）后再试；原有内容没有变化。",
    ),
    faults.ServerPassword: (
        "数据库服务器不让连接“{name}”：用户名或密码不对，或没有权限。",
        "请核对地址里的用户名和密码，或请服务器的管理员开通；站点账号的密码是另一回事。",
    ),
    faults.NoDatabase: (
        "服务器上没有“{name}”这个数据库。",
        "请核对地址里的数据库名，或请服务器的管理员先建一个空的数据库。",
    ),
    faults.DriverMissing: (
        "本机没有安装连接数据库服务器的组件。",
        "请执行 pip install 'psycopg[binary]' 后再试。",
    ),
}
ON_SERVER: dict[type[Exception], tuple[str, str]] = {
    faults.NotAStation: (
        "“{name}”里还没有站点。",
        "请核对地址里的数据库名；要新建站点，请用 liren init。",
    ),
    faults.WrongKey: (
        "密钥与“{name}”不符，打不开。",
        "请用这个站点自己的恢复码打开；都不行请让服务器的管理员恢复备份。",
    ),
    faults.KeysMissing: (
        "“{name}”里的密钥表丢失了。",
        "请用打印保存的恢复码打开，密钥会重新写入。",
    ),
    faults.Damaged: (
        "“{name}”已损坏，有内容读不出来。",
        "请不要继续使用，让服务器的管理员从最近一次备份恢复。",
    ),
    faults.NewerSchema: (
        "“{name}”已由更新版本的里仁升级。",
        "请在本机安装新版本后再打开；数据没有被改动。",
    ),
    faults.ReadOnly: (
        "“{name}”不能写入。",
        "请让服务器的管理员检查：数据库是否只读，用户是否有建表和写入的权限。",
    ),
    faults.DiskFull: (
        "服务器的磁盘空间不足，没有保存成功。",
        "请让服务器的管理员清理磁盘后再保存一次；原有内容没有变化。",
    ),
    faults.Unreachable: (
        "连不上数据库服务器“{name}”，没有保存成功。",
        "请检查网络、服务器地址和端口，以及服务器是否开机，再重新打开。",
    ),
    faults.Busy: (
        "“{name}”正由另一台电脑写入，等待超时。",
        "请稍等再保存一次；原有内容没有变化。",
    ),
}
"""In place of the sentences about a file, where the station is on a server."""


def fault_in_words(fault: Exception, place: Place) -> StationFault:
    """The message for a fault of the file or server at ``place``."""
    what, todo = WORDS[type(fault)]
    if is_server(place):
        what, todo = ON_SERVER.get(type(fault), (what, todo))
    folder = place.parent if isinstance(place, Path) else ""
    return StationFault(what.format(name=name_of(place)), todo.format(folder=folder))


@contextmanager
def worded(place: Place) -> Iterator[None]:
    """Turn faults of the file or server at ``place`` into messages.

    Raises:
        StationFault: the file is missing, damaged, full, locked, read-only, newer or foreign.
        RuleBroken: an undo met a later change, or a record is another station's.
    """
    try:
        yield
    except FileNotFoundError as error:
        raise StationFault(
            f"找不到“{name_of(place)}”。", "文件可能已移动或改名，请在“打开站点”里重新选择。"
        ) from error
    except tuple(WORDS) as fault:
        raise fault_in_words(fault, place) from fault
    except faults.ChangedSince as error:
        raise RuleBroken(
            "这一步之后又有人改过同一条记录，不能撤销。", "请直接修改该记录。"
        ) from error
    except faults.OwnedElsewhere as error:
        raise RuleBroken(
            "这条记录属于别的单位，本站不能修改。", "请由该单位更改，随下一个报送包送来。"
        ) from error
    except faults.AppendOnly as error:
        raise RuleBroken("这一步已经生效，不能撤销。", "请用更正或冲正处理。") from error
