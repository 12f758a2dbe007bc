"""Files that are not what they should be, opened from the start page: said, and one can go on."""

import os
import subprocess

import pytest

from db import keyslots, migrate
from tests.builders import SECRETARY, a_station_file, opened, resealed, template


def choose(here, path):
    here.dialogs.choose_file(path)
    here.press("打开站点")


def is_told(here, path, *words):
    """Opening ``path`` says so in a message; the start page is there again afterwards."""
    here.dialogs.choose_file(path)
    here.dialogs.press("知道了")
    here.press("打开站点")
    (said,) = here.dialogs.said
    assert all(word in said for word in words), said
    assert here.offers("打开站点")


def is_told_at_the_log_in(here, path, *words):
    """The password is taken, and then the form says what is wrong."""
    choose(here, path)
    here.fill(密码=SECRETARY.password)
    here.press("登录")
    here.qtbot.waitUntil(lambda: all(word in here.words() for word in words), timeout=8000)
    assert here.offers("登录")
    here.press("返回")


def opens_a_good_one(here, program, path):
    choose(here, path)
    here.fill(密码=SECRETARY.password)
    here.press("登录")
    here.qtbot.waitUntil(lambda: program.window is not None, timeout=8000)


@pytest.fixture
def locked_folder(tmp_path):
    """A folder with a station in which nothing can be written, whoever asks."""
    folder = tmp_path / "U盘"
    folder.mkdir()
    if os.name == "nt":
        pytest.skip("Windows keeps no read-only folders")
    if os.geteuid() != 0:
        a_station_file(folder)
        folder.chmod(0o555)
        yield folder
        folder.chmod(0o755)
        return
    mount = ["mount", "-t", "tmpfs", "-o", "size=8m", "none", str(folder)]
    if subprocess.run(mount, check=False).returncode:
        pytest.skip("root writes past file modes and may not mount here")
    a_station_file(folder)
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_something_else_is_said_to_be_no_station(here, program, path, tmp_path):
    other = tmp_path / "通讯录.station"
    other.write_text("人民里社区通讯录", "utf-8")
    is_told(here, other, "“通讯录.station”不是里仁的站点文件。", "请选择后缀为 .station 的文件")
    opens_a_good_one(here, program, path)


def test_a_file_in_a_folder_that_cannot_be_written_is_said_to_be_read_only(
    here, program, path, locked_folder
):
    is_told(here, locked_folder / path.name, "不能写入", "U盘是否写保护")
    opens_a_good_one(here, program, path)


def test_a_recent_station_that_is_gone_is_said_to_be_gone(here, program, path):
    program.memory.put("start.recent_stations", [str(path)])
    program.start.show_start()
    here.sees("最近打开")
    content = path.read_bytes()
    path.unlink()
    here.dialogs.press("知道了")
    here.press_named("打开人民里")
    assert "找不到“人民里.station”。" in here.dialogs.said[0]
    path.write_bytes(content)
    opens_a_good_one(here, program, path)


def test_a_station_cut_short_is_said_to_be_damaged_and_how_to_get_it_back(here, program, path):
    (path.parent / "坏").mkdir()
    broken = a_station_file(path.parent / "坏", "坏的.station")
    resealed(broken)
    broken.write_bytes(broken.read_bytes()[:200_000])
    is_told_at_the_log_in(here, broken, "“坏的.station”已损坏", "恢复备份")
    assert here.offers("恢复备份")
    opens_a_good_one(here, program, path)


def test_a_station_of_a_newer_program_is_said_to_be_newer(here, program, path, tmp_path):
    newer = a_station_file(tmp_path, "新的.station")
    resealed(newer)
    station = opened(newer)
    station.database.set_pragma("user_version", migrate.SCHEMA_VERSION + 1)
    station.close()
    is_told_at_the_log_in(here, newer, "更新版本的里仁", "文件没有被改动")
    opens_a_good_one(here, program, path)


def recover(here, code):
    here.fill(恢复码=code, 账号="zhaomin", 新密码="换过的密码-2027")
    here.press("打开并设置新密码")


@pytest.mark.parametrize(
    ("content", "said"), [(None, "缺少密钥文件“人民里.station.keys”"), (b"{", "已损坏")]
)
def test_without_its_key_file_a_station_opens_by_the_recovery_code(
    here, program, path, content, said
):
    keyslots.companion(path).unlink()
    if content is not None:
        keyslots.companion(path).write_bytes(content)
    choose(here, path)
    here.sees(said)
    recover(here, "QX0S 5BHB 8489 X9A0 QX0S 5BHB 8489")
    here.waits_for_message("code", "恢复码不对")
    recover(here, template().code.lower())
    here.qtbot.waitUntil(lambda: program.window is not None, timeout=8000)


def test_a_backup_is_restored_to_a_new_file_and_opens_with_the_old_password(
    here, program, path, tmp_path
):
    from app.accounts.backups import back_up_today

    station = opened(path)
    made = back_up_today(station, tmp_path / "备份")
    station.close()
    here.dialogs.choose_file(made)
    here.dialogs.choose_file(tmp_path / "找回的")
    here.press("恢复备份")
    here.sees("找回的")
    here.fill(密码=SECRETARY.password)
    here.press("登录")
    here.qtbot.waitUntil(lambda: program.window is not None, timeout=8000)
    assert (tmp_path / "找回的.station").is_file()


def test_a_restore_never_replaces_a_station(here, path, tmp_path):
    from app.accounts.backups import back_up_today

    station = opened(path)
    made = back_up_today(station, tmp_path / "备份")
    station.close()
    (tmp_path / "别的.station.keys").write_bytes(b"another's")
    here.dialogs.choose_file(made)
    here.dialogs.choose_file(tmp_path / "别的")
    here.dialogs.press("知道了")
    here.press("恢复备份")
    here.qtbot.waitUntil(lambda: bool(here.dialogs.said), timeout=8000)
    assert "“别的.station”已经存在。" in here.dialogs.said[0]
    assert (tmp_path / "别的.station.keys").read_bytes() == b"another's"
    assert here.offers("恢复备份")
