"""Plaques as they hang in an entrance: what they say, on which paper, with photo and code."""

import io
from dataclasses import replace

import pypdfium2
import pytest
import segno
from PIL import Image

from app.errors import Cancelled
from app.printing.plaque import compose_plaques
from app.printing.plaque_sheet import Keeper, PlaqueSheet
from app.printing.poster import PaperSize, PosterPaper
from app.printing.typeface import GlyphsMissing

PAPERS = [PosterPaper(size, turned) for size in PaperSize for turned in (False, True)]
CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:李建国\r\nTEL:13903351234\r\nEND:VCARD"
WHOLE = PlaqueSheet(
    "人民里社区",
    "第一网格",
    "13030200100101",
    area="东至文化路，西至向阳街，南至人民里一巷，北至菜市场南墙",
    party_branch="人民里社区第一网格党支部",
    worker=Keeper("专职网格员", "李建国", "139 0335 1234"),
    keepers=tuple(
        Keeper("楼栋长", name, "138 1234 5678", f"{number}号楼")
        for number, name in enumerate(("王秀芬", "张桂兰", "陈志强", "刘丽华", "赵国庆"), start=1)
    ),
    duties=("采集更新网格内的信息。", "巡查网格，发现问题及时上报。"),
    contact=CARD,
    supervision_phone="0335-0301118",
)


def a_portrait(width=300, height=400, colour=(200, 30, 30)):
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "JPEG")
    return out.getvalue()


def seen(pdf, page=0, scale=2.0):
    """The page as a picture, 144 dots an inch."""
    with pypdfium2.PdfDocument(pdf) as document:
        return document[page].render(scale=scale).to_pil().convert("RGB")


@pytest.mark.parametrize("paper", PAPERS, ids=lambda p: f"{p.size} {'turned' * p.turned}")
def test_everything_that_must_hang_there_is_on_one_page_of_the_right_size(read, paper):
    pdf = compose_plaques([WHOLE], paper)
    text = read.text(pdf).replace(" ", "")
    for words in (
        "人民里社区网格公示牌", "第一网格", "13030200100101", "北至菜市场南墙", "第一网格党支部",
        "李建国", "13903351234", "5号楼", "赵国庆", "巡查网格", "监督电话：0335-0301118",
        "扫码存网格员电话",
    ):  # fmt: skip
        assert words in text
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == 1
        size = sorted(round(side * 25.4 / 72) for side in document[0].get_size())
        assert size == ([210, 297] if paper.size is PaperSize.A4 else [297, 420])
        wide, high = document[0].get_size()
        assert (wide > high) is paper.turned


@pytest.mark.parametrize("paper", PAPERS, ids=lambda p: f"{p.size} {'turned' * p.turned}")
def test_nothing_is_printed_outside_the_frame(paper):
    long = replace(
        WHOLE,
        office_name="很长名字的" * 8 + "社区",
        entrance="甲3号楼12单元",
        area="东至" + "文化路" * 150,
        keepers=WHOLE.keepers * 6,
        duties=("巡查网格" * 14,) * 10,
        portrait=a_portrait(),
    )
    picture = seen(compose_plaques([long], paper), scale=1.0)
    margin = round(min(picture.size) * 9 / 210)
    wide, high = picture.size
    edges = [
        picture.crop(box)
        for box in (
            (0, 0, wide, margin), (0, high - margin, wide, high),
            (0, 0, margin, high), (wide - margin, 0, wide, high),
        )
    ]  # fmt: skip
    assert all(edge.getextrema() == ((255, 255),) * 3 for edge in edges)


def test_an_entrances_plaque_names_the_entrance(read):
    entrance = replace(WHOLE, entrance="3号楼2单元", keepers=(Keeper("单元长", "陈志强"),))
    text = read.text(compose_plaques([WHOLE, entrance]))
    assert "3号楼2单元" in text
    assert text.count("陈志强") == 2


def test_a_photo_fills_its_frame_without_being_stretched():
    """A wide and a high photo are cut to the frame: both show their colour in all of it."""
    for size in ((900, 300), (300, 900)):
        pdf = compose_plaques([replace(WHOLE, portrait=a_portrait(*size))], PosterPaper())
        picture = seen(pdf)
        red = [
            (x, y)
            for x in range(0, picture.width, 4)
            for y in range(0, picture.height, 4)
            if picture.getpixel((x, y))[0] > 150 > picture.getpixel((x, y))[1] + 50
        ]
        columns, lines = {x for x, _ in red}, {y for _, y in red}
        wide, high = max(columns) - min(columns), max(lines) - min(lines)
        assert wide / high == pytest.approx(45 / 60, abs=0.03)


def test_the_code_is_the_workers_card_as_a_phone_reads_it():
    """Module by module as the standard's encoder makes it, at the place where it is printed."""
    matrix = segno.make(CARD, error="m", micro=False, encoding="utf-8").matrix
    picture = seen(compose_plaques([WHOLE], PosterPaper()), scale=4.0).convert("L")
    dot = 4.0 * 72 / 25.4
    side, left, top = 44 * dot, (210 - 18 - 44) * dot, None
    module = side / (len(matrix) + 8)
    column = round(left + 4.5 * module)
    rows = range(round(50 * dot), round(110 * dot))
    top = next(y for y in rows if picture.getpixel((column, y)) < 100) - 4 * module
    for row, line in enumerate(matrix):
        for place, dark in enumerate(line):
            x, y = left + (place + 4.5) * module, top + (row + 4.5) * module
            assert (picture.getpixel((round(x), round(y))) < 128) is bool(dark)


def test_a_vacant_post_leaves_lines_to_write_on_and_no_code(read):
    text = read.text(compose_plaques([PlaqueSheet("人民里社区", "第一网格", "01")]))
    assert "专职网格员" in text
    assert "电话＿＿" in text
    assert "扫码" not in text


def test_the_same_plaque_gives_the_same_file_and_a_long_job_can_be_stopped():
    assert compose_plaques([WHOLE]) == compose_plaques([WHOLE])
    told = []

    def stop_at_two(done, total):
        told.append((done, total))
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        compose_plaques([WHOLE] * 5, step=stop_at_two)
    assert told == [(1, 5), (2, 5)]


def test_a_character_no_font_holds_is_told_before_printing():
    lost = replace(WHOLE, grid_name="\U000f0000网格")
    with pytest.raises(GlyphsMissing):
        compose_plaques([lost])
    assert compose_plaques([lost], frames_allowed=True)
