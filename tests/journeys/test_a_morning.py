"""A whole morning at the office through its windows, from an Excel list to a printed sheet."""

import pytest
from PIL import Image
from PySide6.QtCore import Qt

from app.bootstrap.station_office import StationDrafts
from app.desk.navigation import Room
from app.desk.photo_panel import PhotoPanel
from app.events.queries import events
from app.events.stages import State
from app.events.terms import Satisfaction
from app.residents.pages.import_page import ImportPage
from app.residents.pages.residents_page import ResidentsPage
from tests.app.events.pages.desk import Desk
from tests.app.spreadsheets.books import a_list

HEAD = ("姓名", "性别", "电话", "住址", "与户主关系")
ZHANG = ("张桂兰", "女", "13833551234", "3-2-301", "户主")
LIU = ("刘建军", "男", "13933550000", "3-1-102", "户主")


class Morning(Desk):
    """The desk with the rooms of residents and of events."""

    def rooms(self):
        residents = Room("residents", "居民", "users", self._build_residents)
        return (residents, *super().rooms())

    def _build_residents(self):
        drafts = StationDrafts(self.work, self.office.station)
        self.residents = ResidentsPage(self.work, drafts, self.office.station.actor)
        return self.residents

    @property
    def here(self):
        page = self.window.navigation.page or self.page
        while page.entered is not None:
            page = page.entered
        return page

    def import_list(self, path):
        """居民 → 更多 → 导入表格…, and on through the steps."""
        self.window.go("residents")
        self.settle()
        self.choose("导入表格…", button="更多")
        assert isinstance(self.here, ImportPage)
        self.here.read_file(path)
        self.qtbot.waitUntil(lambda: self.here.run.under.checked is not None, timeout=8000)
        self.press("下一步：与已登记的比对")
        self.press("导入 2 人")
        self.sees("导入完成")
        self.window.go("residents")
        self.residents.leave_entered()
        self.settle()

    def found(self, typed):
        """The names that the residents' list shows for what is typed."""
        self.residents.search.setText(typed)
        model = self.residents.table.model
        self.qtbot.waitUntil(
            lambda: self.work.idle() and model.rowCount() == 1 and model.row(0) is not None,
            timeout=5000,
        )
        return [model.row(0).name]


@pytest.fixture
def morning(qtbot, office):
    desk = Morning(qtbot, office)
    yield desk
    desk.work.close()
    assert not desk.bugs
    assert not desk.errors


def test_from_the_list_of_residents_to_the_printed_sheet(morning, office, tmp_path):
    listed = tmp_path / "三号楼.xlsx"
    listed.write_bytes(a_list(ZHANG, LIU, head=HEAD))
    photo = tmp_path / "楼道.jpg"
    Image.new("RGB", (1600, 1200), "grey").save(photo)

    morning.import_list(listed)
    assert morning.found("zgl") == ["张桂兰"]

    morning.window.go("events")
    morning.control(Qt.Key.Key_N)
    morning.type("楼道灯不亮")
    morning.enter()
    morning.type("3-2")
    morning.enter()
    morning.enter()
    morning.type("ggss")
    morning.enter()
    morning.type("zgl")
    morning.enter()
    morning.enter()
    morning.control(Qt.Key.Key_Return)
    morning.sees("张桂兰", "已受理")
    event = office.ask(events)[0].id
    assert office.detail(event).reporter_phone == "138****1234"

    panel = morning.page.drawer.findChild(PhotoPanel)
    panel.strip.shelves["before"].files_chosen.emit([photo])
    morning.qtbot.waitUntil(lambda: len(office.detail(event).photos) == 1, timeout=5000)

    office.clock.forward(minutes=20)
    morning.press("派遣")
    morning.submit()
    office.clock.forward(hours=2)
    morning.press("处置完成")
    morning.submit(outcome="更换灯泡一只，已亮")
    office.clock.forward(minutes=30)
    morning.press("核查通过")
    morning.submit()
    morning.press("结案")
    morning.submit(satisfaction=Satisfaction.SATISFIED)
    morning.sees("已结案", "满意")
    assert office.detail(event).row.state is State.CLOSED

    morning.choose("打印处置单")
    morning.sees("第 1 页")
    assert "处置单" in morning.here.preview.outlet.file_name
