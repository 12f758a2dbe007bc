"""The transfer slip, read back from the finished PDF."""

import pytest

from app.printing.preview import page_count
from app.printing.transfer_slip import SlipLine, TransferSlipSheet, compose_transfer_slip
from app.printing.typeface import GlyphsMissing

CODE = "7K3M-Q8XA-0V2D-ZZ19"


def a_slip(**fields):
    said = {
        "sender": "人民里社区",
        "receiver": "文昌路街道",
        "serial": 17,
        "check_code": CODE,
        "made_at": "2026-11-25 16:30",
        "period": "2026-11-18 至 2026-11-25",
        "size": "12.4 MB",
        "photos": 9,
        "lines": (
            SlipLine("网格", "网格 12 条、楼栋 36 条", 48),
            SlipLine("事项", "事项 35 条、办理环节 81 条", 116),
        ),
        "files": ("人民里社区→文昌路街道-第0017包-20261125.liren",),
        "maker": "赵敏",
        **fields,
    }
    return TransferSlipSheet(**said)


def test_the_slip_says_from_whom_to_whom_and_what_on_one_page(read):
    pdf = compose_transfer_slip(a_slip())
    text = read.text(pdf)
    assert page_count(pdf) == 1
    for words in (
        "报送包移交单", "人民里社区", "文昌路街道", "第 17 包", "2026-11-18 至 2026-11-25",
        "12.4 MB", "164 条", "9 份", "网格 12 条、楼栋 36 条", "移交人", "接收人",
        "人民里社区→文昌路街道-第0017包-20261125.liren",
    ):  # fmt: skip
        assert words in text, words


def test_the_check_code_stands_there_in_four_groups(read):
    text = read.text(compose_transfer_slip(a_slip()))
    assert all(group in text for group in CODE.split("-"))


def test_personal_data_that_is_in_it_on_purpose_is_named(read):
    named = ("吹哨事项 2026-0042 含报告人姓名、电话",)
    assert "含有个人信息" in (text := read.text(compose_transfer_slip(a_slip(named=named))))
    assert named[0] in text
    assert "含有个人信息" not in read.text(compose_transfer_slip(a_slip()))


def test_many_volumes_are_named_by_the_first_and_the_last(read):
    files = tuple(f"包.liren.{number:03d}" for number in range(1, 41))
    text = read.text(compose_transfer_slip(a_slip(files=files)))
    assert "包.liren.001" in text
    assert "包.liren.040" in text
    assert "包.liren.020" not in text
    assert "37 个分卷依次编号" in text


def test_a_bundle_of_nothing_but_a_receipt_says_so(read):
    text = read.text(compose_transfer_slip(a_slip(lines=(), period="", photos=0)))
    assert "只确认收到" in text


@pytest.mark.parametrize("many", [5, 60])
def test_long_lists_of_personal_data_go_on_to_further_pages(read, many):
    named = tuple(f"吹哨事项 2026-{number:04d} 含报告人姓名、电话" for number in range(many))
    text = read.text(compose_transfer_slip(a_slip(named=named)))
    assert all(sentence in text for sentence in named)


def test_a_character_no_face_holds_is_found_before_printing():
    with pytest.raises(GlyphsMissing):
        compose_transfer_slip(a_slip(sender="\U0001f9e7社区"))
