"""A year's papers in one go: all of them or none, with what went wrong told at the end."""

from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Cancelled, InvalidInput
from app.printing.batch import Job, file_name, print_batch
from app.printing.papers import compose
from app.printing.preview import page_count
from tests.app.printing import council_sheets as council


def jobs(count: int) -> list[Job]:
    return [
        Job(f"2026-{n:03}会议通知.pdf", partial(compose, council.meeting_notice(place=f"{n}号厅")))
        for n in range(1, count + 1)
    ]


def held(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_every_paper_of_the_batch_is_in_the_folder(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    printed = print_batch(jobs(12), tmp_path, lambda done, total: seen.append((done, total)))
    assert [path.name for path in printed.files] == held(tmp_path)
    assert all(page_count(path.read_bytes()) == 2 for path in printed.files)
    assert printed.problems == ()
    assert seen == [(n, 12) for n in range(1, 13)]


def test_a_cancelled_batch_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    old = tmp_path / "2026-001会议通知.pdf"
    old.write_bytes(b"before")

    def stop(done: int, total: int) -> None:
        if done == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        print_batch(jobs(6), tmp_path, stop)
    assert held(tmp_path) == [old.name]
    assert old.read_bytes() == b"before"


def test_a_cancel_in_the_middle_of_a_paper_stops_the_batch_too(tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    long = Job("长.pdf", partial(compose, council.meeting_notice(), step=stop))
    with pytest.raises(Cancelled):
        print_batch([*jobs(1), long], tmp_path)
    assert held(tmp_path) == []


def test_files_of_the_same_name_are_replaced(tmp_path: Path) -> None:
    (tmp_path / "2026-001会议通知.pdf").write_bytes(b"before")
    print_batch(jobs(1), tmp_path)
    assert (tmp_path / "2026-001会议通知.pdf").read_bytes().startswith(b"%PDF")


def test_what_cannot_be_printed_is_told_and_the_others_are_printed(tmp_path: Path) -> None:
    lost = Job("缺字.pdf", partial(compose, council.meeting_notice(place="\U0002f000")))
    none = Job("无户.pdf", partial(compose, council.poll(0)))
    printed = print_batch([lost, *jobs(2), none], tmp_path)
    assert len(printed.files) == 2
    assert [problem.name for problem in printed.problems] == ["缺字.pdf", "无户.pdf"]
    assert "字库" in printed.problems[0].what_happened
    assert all(problem.what_to_do for problem in printed.problems)


def test_a_file_that_cannot_be_replaced_is_told_and_the_others_are_printed(tmp_path: Path) -> None:
    (tmp_path / "2026-001会议通知.pdf").mkdir()
    printed = print_batch(jobs(2), tmp_path)
    assert [path.name for path in printed.files] == ["2026-002会议通知.pdf"]
    assert [problem.name for problem in printed.problems] == ["2026-001会议通知.pdf"]


def test_a_folder_that_is_not_there_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as refusal:
        print_batch(jobs(1), tmp_path / "没有")
    assert "写不进去" in refusal.value.what_happened


def test_two_papers_of_one_name_are_both_kept(tmp_path: Path) -> None:
    print_batch([*jobs(1), *jobs(1), *jobs(1)], tmp_path)
    assert held(tmp_path) == [
        "2026-001会议通知.pdf",
        "2026-001会议通知（2）.pdf",
        "2026-001会议通知（3）.pdf",
    ]


def test_an_empty_batch_prints_nothing(tmp_path: Path) -> None:
    assert print_batch([], tmp_path).files == ()
    assert held(tmp_path) == []


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        ("3号楼/5号楼：通知.pdf", "3号楼_5号楼：通知.pdf"),
        ('关于"停车"的决议?.pdf', "关于_停车_的决议_.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("  .pdf", "未命名.pdf"),
        ("通知", "通知"),
    ],
)
def test_names_are_made_fit_for_windows(wanted: str, given: str) -> None:
    assert file_name(wanted) == given


@given(st.text(max_size=300))
def test_any_title_makes_a_name_that_a_disk_takes(title: str) -> None:
    name = file_name(f"{title}.pdf")
    assert name.endswith(".pdf")
    assert len(name.encode()) <= 255
    assert not set(name) & set('<>:"/\\|?*\0\n')
    assert name == name.strip(" .")
