"""What stands on a plaque: taken from what is recorded, for a grid or an entrance, and printed."""

import io
from datetime import date

import pypdfium2
import pytest
from PIL import Image

from app.__main__ import main
from app.attachments.attachments import attach_picture
from app.attachments.pictures import prepare_picture
from app.attachments.rules import AttachmentKind
from app.cli.terminal import PASSWORD_VARIABLE
from app.errors import Cancelled, InvalidInput, NotFound
from app.grids.models import StaffTerm
from app.grids.plaques import Hung, Wanted, find_grid, plaque_sheets, set_plaque_text
from app.grids.rules import Duty
from app.printing.plaque import compose_plaques
from app.printing.plaque_sheet import Keeper
from db.ids import new_id
from tests.app.grids.test_grids import do, refused
from tests.app.grids.test_staff import appointed
from tests.builders import OFFICE, SECRETARY, a_building, a_grid, a_unit

TODAY = date(2026, 11, 24)
pytestmark = pytest.mark.usefixtures("tuesday")


@pytest.fixture
def grid(station):
    made = a_grid(station)
    building = a_building(station, made, "3", units=2)
    a_grid(station, "02", "第二网格")
    appointed(station, made)
    appointed(station, made, duty=Duty.BUILDING_HEAD, name="王芳", building_id=building)
    for number, name in ((1, "甲"), (2, "乙")):
        unit = a_unit(station, f"3-{number}")
        appointed(station, made, duty=Duty.UNIT_HEAD, name=name, building_id=building, unit_id=unit)
    return made


def sheets(station, operator="", step=None, **wanted):
    with station.read() as session:
        return plaque_sheets(session, Wanted(**wanted), operator=operator, step=step)


def test_a_grids_plaque_names_the_worker_and_the_building_heads(station, grid):
    (sheet,) = sheets(station, grid_id=grid, operator="赵敏")
    assert sheet.worker == Keeper("专职网格员", "李建国", "138 0000 1234")
    assert sheet.keepers == (Keeper("楼栋长", "王芳", "138 0000 1234", "3号楼"),)
    assert (sheet.office_name, sheet.supervision_phone) == (OFFICE.name, OFFICE.phone)
    assert (sheet.grid_code, sheet.mark.operator) == (OFFICE.area_code + "01", "赵敏")
    assert len(sheet.duties) == 5
    assert "TEL:13800001234" in sheet.contact
    assert "http" not in sheet.contact.lower()


def test_an_entrances_plaque_names_the_heads_of_that_entrance_only(station, grid):
    made = sheets(station, grid_id=grid, hung=Hung.ENTRANCE)
    assert [(one.entrance, [k.name for k in one.keepers]) for one in made] == [
        ("3号楼1单元", ["王芳", "甲"]),
        ("3号楼2单元", ["王芳", "乙"]),
    ]
    (one,) = sheets(station, grid_id=grid, unit_id=a_unit(station, "3-2"))
    assert one.entrance == "3号楼2单元"


def test_all_plaques_come_in_the_order_of_the_grids_and_a_vacant_one_has_no_card(station, grid):
    first, second = sheets(station)
    assert (first.grid_name, second.grid_name) == ("第一网格", "第二网格")
    assert (second.worker, second.contact) == (None, "")


def test_the_newest_portrait_of_the_worker_is_on_it(station, grid):
    with station.read() as session:
        worker = session.query(StaffTerm).filter_by(duty="full_time").one().staff_id
    for colour in ("red", "blue"):
        out = io.BytesIO()
        Image.new("RGB", (90, 120), colour).save(out, "JPEG")
        prepared = prepare_picture(out.getvalue(), "照片.jpg")
        at = {"record_table": "staff_member", "record_id": worker}
        do(station, attach_picture, prepared=prepared, kind=AttachmentKind.PORTRAIT, **at)
    (sheet,) = sheets(station, grid_id=grid)
    with Image.open(io.BytesIO(sheet.portrait)) as picture:
        assert picture.getpixel((40, 40))[2] > 200
    assert compose_plaques([sheet])


def test_duties_and_the_phone_to_complain_to_are_the_offices_own_words(station, grid):
    do(station, set_plaque_text, duties="一、巡查\n\n 二、走访 ", phone="0335-1")
    (sheet,) = sheets(station, grid_id=grid)
    assert (sheet.duties, sheet.supervision_phone) == (("一、巡查", "二、走访"), "0335-1")
    for duties in ("x\n" * 11, "长" * 100):
        assert refused(station, set_plaque_text, duties=duties, phone="").field == "duties"


def test_a_card_cannot_be_broken_by_marks_in_a_name(station):
    made = a_grid(station, name="第一;网格,")
    appointed(station, made, name="李建;国\\")
    (sheet,) = sheets(station, grid_id=made)
    lines = sheet.contact.split("\r\n")
    assert lines[2] == "N:李建\\;国\\\\"
    assert len(lines) == 8


def test_what_is_not_there_has_no_plaque(station):
    with pytest.raises(NotFound):
        sheets(station)
    with pytest.raises(NotFound):
        sheets(station, grid_id=new_id())
    a_grid(station)
    with pytest.raises(NotFound):
        sheets(station, hung=Hung.ENTRANCE)


def test_a_long_list_of_plaques_can_be_stopped(station, grid):
    def stop(done, total):
        raise Cancelled

    with pytest.raises(Cancelled):
        sheets(station, step=stop)


def test_a_grid_is_meant_by_number_code_or_name(station, grid):
    with station.read() as session:
        for asked in ("01", OFFICE.area_code + "01", "第一网格", "一网"):
            assert find_grid(session, asked) == grid
        with pytest.raises(InvalidInput, match="第一网格、第二网格"):
            find_grid(session, "网格")
        with pytest.raises(NotFound):
            find_grid(session, "09")


@pytest.mark.usefixtures("grid")
@pytest.mark.parametrize(
    ("options", "pages"), [(["01"], 1), (["all", "--a3"], 2), (["01", "--entrances"], 2)]
)
def test_the_command_line_prints_one_or_all(station, tmp_path, monkeypatch, options, pages):
    station.close()
    monkeypatch.setenv(PASSWORD_VARIABLE, SECRETARY.password)
    out = tmp_path / "公示牌.pdf"
    assert main(["plaque", *options, "--station", str(station.path), "-o", str(out)]) == 0
    with pypdfium2.PdfDocument(out) as document:
        assert len(document) == pages
