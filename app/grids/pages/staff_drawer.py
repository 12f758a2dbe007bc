"""The drawer of somebody who looks after grids: duties now, the time line, trainings, photo."""

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from app.attachments.attachments import pictures_of
from app.attachments.queries import thumbnail_bytes
from app.attachments.rules import AttachmentKind
from app.desk import theme
from app.desk.detail import FactList, section, stacked
from app.desk.labels import button, label, tool
from app.desk.page import Page
from app.desk.phones import spaced
from app.desk.timeline import Entry, Timeline
from app.grids.pages.at_hand import AtHand
from app.grids.pages.staff_forms import StaffForms
from app.grids.staff_views import StaffDetail, StaffEntry, Standing, staff_detail
from app.grids.training_views import PartLine, trainings_of

Seen = tuple[StaffDetail | None, list[PartLine], bytes]


def staff_seen(session: Any, staff_id: UUID) -> Seen:
    """All that the drawer shows."""
    portraits = pictures_of(session, "staff_member", staff_id, AttachmentKind.PORTRAIT)
    photo = thumbnail_bytes(session, portraits[-1].id) if portraits else b""
    return staff_detail(session, staff_id), trainings_of(session, staff_id), photo


class StaffDrawer(QObject):
    """Shows people in a page's drawer and carries out what is pressed there."""

    def __init__(self, page: Page, hand: AtHand):
        super().__init__(page)
        self._page, self._hand = page, hand
        self._shown: UUID | None = None
        self.forms = StaffForms(page, hand, self._again)
        page.drawer.closed.connect(self._forget)

    def open(self, staff_id: UUID) -> None:
        """Show somebody, unless something typed in the drawer would be lost."""
        if self._page.drawer.may_leave():
            self._read(staff_id)

    def refresh(self) -> None:
        """Read who is shown again; a form that is open stays."""
        body = self._page.drawer.body() if self._page.drawer.isVisible() else None
        if self._shown is not None and body is not None and body.property("staff"):
            self._read(self._shown)

    def _forget(self) -> None:
        self._shown = None

    def _again(self) -> None:
        """Back from a form to the person."""
        if self._shown is not None:
            self._read(self._shown)
        else:
            self._page.drawer.dismiss()

    def _read(self, staff_id: UUID) -> None:
        self._shown = staff_id
        self._hand.work.read(staff_seen, staff_id, then=self._show, owner=self, latest="staff")

    def _show(self, seen: Seen) -> None:
        detail, trainings, photo = seen
        if detail is None or detail.id != self._shown:
            return
        now = [term for term in detail.terms if term.standing is not Standing.FORMER]
        body = stacked(
            self._head(detail, photo),
            section("现任职责"),
            *(self._term(term) for term in now),
            None if now else label("现在没有职责", "soft"),
            section("任职经历"),
            Timeline([_entry(term) for term in detail.terms]),
            section("培训比武") if trainings else None,
            Timeline([_part(part) for part in trainings]) if trainings else None,
        )
        body.setProperty("staff", str(detail.id))
        self._page.drawer.show_content(detail.name, body, self._buttons(detail))

    def _head(self, detail: StaffDetail, photo: bytes) -> QWidget:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(16))
        facts = (
            ("电话", spaced(detail.phone) or "—"),
            ("性别", detail.sex),
            ("党员", "是" if detail.is_party_member else "否"),
            ("身份", "本社区居民" if detail.resident_id else "非本社区居民"),
        )
        row.addWidget(FactList(facts), 1, Qt.AlignmentFlag.AlignTop)
        if photo:
            row.addWidget(_portrait(photo), 0, Qt.AlignmentFlag.AlignTop)
        return whole

    def _term(self, term: StaffEntry) -> QWidget:
        whole = QWidget()
        line = QHBoxLayout(whole)
        line.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(f"{term.duty_name}　{_where(term)}", wrap=True))
        words.addWidget(label(_span(term.since, term.until), "hint"))
        line.addLayout(words, 1)
        if self._hand.edits_grids and term.standing is Standing.SERVING:
            over, end = partial(self.forms.hand_over, term), partial(self.forms.end, term)
            line.addWidget(button("交接", press=over))
            line.addWidget(tool("log-out", f"结束任期：{term.duty_name}", press=end))
        return whole

    def _buttons(self, detail: StaffDetail) -> tuple[QPushButton, ...]:
        found = []
        if detail.resident_id is not None and self._hand.sees_residents:
            go = partial(self._page.go.emit, "residents", detail.resident_id)
            found.append(button("居民档案", icon_name="user", press=go))
        if self._hand.edits_grids:
            photo = partial(self.forms.change_portrait, detail.id)
            menu = QMenu(self._page)
            menu.addAction("更换公示牌照片").triggered.connect(photo)
            more = button("其他操作")
            more.setMenu(menu)
            edit = partial(self.forms.edit, detail)
            found += [more, button("修改", "primary", "pencil", press=edit)]
        return tuple(found)


def _portrait(photo: bytes) -> QLabel:
    made = label()
    image = QImage.fromData(photo)
    side = theme.px(96)
    smooth = Qt.TransformationMode.SmoothTransformation
    fit = Qt.AspectRatioMode.KeepAspectRatio
    made.setPixmap(QPixmap.fromImage(image).scaled(side, side, fit, smooth))
    made.setAccessibleName("照片")
    return made


def _where(term: StaffEntry) -> str:
    return f"{term.grid} {term.place}".strip()


def _span(since: date | None, until: date | None) -> str:
    if since is None:
        return ""
    return f"{since} 至 {until}" if until is not None else f"{since} 起"


def _entry(term: StaffEntry) -> Entry:
    title = f"任{_where(term)}{term.duty_name}"
    ended = str(term.until) if term.until is not None else "今"
    words = "待任" if term.standing is Standing.COMING else f"{term.since} 至 {ended}"
    return Entry(term.since or date.min, title, words)


def _part(part: PartLine) -> Entry:
    if not part.attended:
        words = "缺席"
    elif part.score is None:
        words = f"{part.hours:g} 学时" if part.hours else "参加"
    else:
        words = f"{part.score:g} 分，第 {part.rank} 名（共 {part.of} 人）"
    return Entry(part.held_on, f"{part.kind_name}：{part.title}", words)
