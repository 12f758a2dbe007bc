"""Lists to import, and what an office does with them."""

from app.residents.importing import PlaceChoice
from app.residents.importing_apply import apply_import, search_keys
from app.residents.importing_checks import check_sheet
from app.residents.importing_file import read_residents_file, source_of
from app.residents.importing_mapping import guess_columns
from app.residents.importing_plan import plan_import
from app.residents.tags import tags
from db import clock
from tests.app.spreadsheets.books import a_list

HEAD = (
    "姓名", "证件号", "性别", "出生日期", "电话", "住址", "与户主关系", "人户情况", "标签", "备注",
)  # fmt: skip
WANG = (
    "王秀芬", "130302196203151227", "女", "1962-03-15", "13833551234", "3-2-301",
    "户主", "户籍", "党员", "独居",
)  # fmt: skip
LI = (
    "李建国", "130302195011042013", "男", "1950/11/4", "", "3号楼2单元302室",
    "本人", "常住", "", "",
)  # fmt: skip


def a_sheet(*rows, head=HEAD):
    """A list of residents as read from a workbook."""
    return read_residents_file(a_list(*rows, head=head), name="居民.xlsx")


class Office:
    """A station, and importing into it as its secretary does."""

    def __init__(self, station):
        self.station = station

    def columns(self, sheet):
        with self.station.read() as session:
            return guess_columns(sheet, clock.today(), tags(session))

    def check(self, sheet, columns=None):
        return check_sheet(sheet, columns or self.columns(sheet), clock.today())

    def plan(self, sheet, choice=PlaceChoice()):  # noqa: B008
        with self.station.read() as session:
            return plan_import(session, self.check(sheet), choice)

    def bring_in(self, sheet, choice=PlaceChoice(), **how):  # noqa: B008
        checked = self.check(sheet)
        keys = search_keys(line.name for line in checked.lines)
        with self.station.write() as session:
            return apply_import(
                session, self.station.actor, checked=checked, source=source_of(sheet),
                choice=choice, keys=keys, **how,
            )  # fmt: skip
