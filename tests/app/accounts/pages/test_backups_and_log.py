"""Backups in the settings, the log that is found by a word, and what the program says of itself."""


def test_a_backup_made_now_is_in_the_list(at_settings, path):
    here = at_settings
    here.turn_to("备份")
    here.sees("还没有备份。")
    here.press("立即备份")
    here.sees("已备份并核对。")
    here.settle()
    (made,) = (path.parent / "备份").glob("*.stationbackup")
    assert [row[-1] for row in here.rows()] == [made.name]


def test_a_second_backup_of_the_day_holds_what_was_done_since(at_settings, desk, path):
    here = at_settings
    here.turn_to("备份")
    here.press("立即备份")
    here.sees("已备份并核对。")
    (made,) = (path.parent / "备份").glob("*.stationbackup")
    first = made.read_bytes()
    here.turn_to("单位")
    here.fill(单位名称="备份以后改的名")
    here.press("保存")
    here.settle()
    here.turn_to("备份")
    here.press("立即备份")
    here.qtbot.waitUntil(lambda: made.read_bytes() != first, timeout=8000)
    here.settle()
    assert len(here.rows()) == 1


def test_a_copy_on_a_stick_is_made_and_written_into_the_log(at_settings, tmp_path):
    here, stick = at_settings, tmp_path / "U盘"
    stick.mkdir()
    here.turn_to("备份")
    here.dialogs.choose_file(stick)
    here.press("存一份到U盘")
    here.sees("已存好并核对")
    here.settle()
    assert len(list(stick.glob("*.stationbackup"))) == 1
    here.enter("residents")
    here.enter("settings", "操作日志")
    assert here.rows()[0][2].startswith("另存了一份备份：")


def test_a_folder_that_cannot_be_written_is_said_and_another_can_be_chosen(
    at_settings, path, tmp_path
):
    here = at_settings
    (path.parent / "备份").write_bytes(b"a file in the way")
    here.turn_to("备份")
    here.dialogs.press("知道了")
    here.press("立即备份")
    here.qtbot.waitUntil(lambda: bool(here.dialogs.said), timeout=8000)
    assert "不能写入" in here.dialogs.said[0]
    elsewhere = tmp_path / "别处"
    elsewhere.mkdir()
    here.dialogs.choose_file(elsewhere)
    here.press("更换文件夹")
    here.sees(str(elsewhere))
    here.press("立即备份")
    here.sees("已备份并核对。")
    assert len(list(elsewhere.glob("*.stationbackup"))) == 1


def test_the_log_is_found_by_a_word(at_settings):
    here = at_settings
    here.fill(单位名称="改过名的社区")
    here.press("保存")
    here.settle()
    here.enter("residents")
    here.enter("settings", "操作日志")
    assert [row[2] for row in here.rows()] == ["更改了单位资料", "建立站点：人民里社区"]
    here.fill(查姓名或做过的事="建立")
    here.settle()
    assert [row[2] for row in here.rows()] == ["建立站点：人民里社区"]
    here.fill(查姓名或做过的事="没有这回事")
    here.settle()
    here.sees("没有符合条件的记录。")
    here.press("清除筛选")
    here.settle()
    assert len(here.rows()) == 2


def test_the_program_says_what_it_is_and_which_file_it_has_open(at_settings, path):
    at_settings.turn_to("关于")
    assert "本程序不联网" in at_settings.words()
    assert f"正在使用的站点文件：{path}" in at_settings.words()
