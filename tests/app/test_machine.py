"""This PC: where the program keeps its own files, and folders that lie on another computer."""

from pathlib import Path

import pytest

from app.machine import NETWORK, data_folder, is_on_network_share, kind_of_mount

MOUNTS = """\
/dev/sda1 / ext4 rw,relatime 0 0
tmpfs /run tmpfs rw 0 0
//server/office /mnt/办公 cifs rw 0 0
/dev/sdb1 /mnt/办公/本机 ext4 rw 0 0
server:/home /mnt/two\\040words nfs4 rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/data/zhao/a.station", "ext4"),
        ("/mnt/办公/a.station", "cifs"),
        ("/mnt/办公/本机/a.station", "ext4"),
        ("/mnt/办公室/a.station", "ext4"),
        ("/mnt/two words/a.station", "nfs4"),
    ],
    ids=["root", "share", "disk within a share", "a name that begins alike", "space"],
)
def test_the_innermost_mount_decides(path, kind):
    assert kind_of_mount(Path(path), MOUNTS) == kind
    assert ("nfs4" in NETWORK, "cifs" in NETWORK, "ext4" in NETWORK) == (True, True, False)


def test_where_tests_write_is_no_network_share(tmp_path):
    assert not is_on_network_share(tmp_path / "a.station")


def test_the_folder_of_the_program_is_made_when_missing(tmp_path, monkeypatch):
    for variable in ("XDG_DATA_HOME", "APPDATA"):
        monkeypatch.setenv(variable, str(tmp_path / "新"))
    folder = data_folder()
    assert folder == tmp_path / "新" / "liren"
    assert folder.is_dir()
    assert data_folder() == folder
