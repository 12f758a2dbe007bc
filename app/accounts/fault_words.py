"""Sentences for what can be wrong with a station's file: what happened, and the way out."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.errors import RuleBroken, StationFault
from db import faults

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
}


def fault_in_words(fault: Exception, path: Path) -> StationFault:
    """The message for a fault of the file at ``path``."""
    what, todo = WORDS[type(fault)]
    return StationFault(what.format(name=path.name), todo.format(folder=path.parent))


@contextmanager
def worded(path: Path) -> Iterator[None]:
    """Turn faults of the file at ``path`` into messages.

    Raises:
        StationFault: the file is missing, damaged, full, locked, read-only, newer or foreign.
        RuleBroken: an undo met a later change, or a record is another station's.
    """
    try:
        yield
    except FileNotFoundError as error:
        raise StationFault(
            f"找不到“{path.name}”。", "文件可能已移动或改名，请在“打开站点”里重新选择。"
        ) from error
    except tuple(WORDS) as fault:
        raise fault_in_words(fault, path) from fault
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
