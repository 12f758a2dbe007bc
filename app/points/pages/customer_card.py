"""Who stands at the counter: photo, name, address, and a balance that can be read from afar."""

from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.attachments import album
from app.attachments.rules import AttachmentKind
from app.desk import theme
from app.desk.labels import label
from app.desk.work import Work
from app.points.account_views import AccountDetail

WIDTH, HEIGHT = 84, 104
"""Pixels of the photo at normal text size."""


def portrait(session: Any, resident_id: UUID) -> QImage:
    """The resident's photo; a null image when there is none. Runs beside the screen."""
    rows = album.rows(session, record_table="resident", record_id=resident_id)
    for row in rows:
        if row.kind == AttachmentKind.PORTRAIT:
            return QImage.fromData(album.thumbnail(session, row.id))
    return QImage()


class CustomerCard(QFrame):
    """Shows an account, or asks for somebody's card."""

    def __init__(self, work: Work):
        super().__init__()
        self._work = work
        self._shown: UUID | None = None
        self.setProperty("role", "card")
        self.photo = label()
        self.photo.setFixedSize(theme.px(WIDTH), theme.px(HEIGHT))
        self.name, self.about = label(role="title", wrap=True), label(role="soft", wrap=True)
        self.balance = label(role="brand")
        self._caption = label("可用积分", "soft")
        self.soon, self.more = label(wrap=True), label(role="soft", wrap=True)
        top = QHBoxLayout()
        top.setSpacing(theme.px(12))
        top.addWidget(self.photo, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.addWidget(self.name)
        words.addWidget(self.about)
        words.addStretch(1)
        top.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(14), theme.px(12), theme.px(14), theme.px(12))
        column.setSpacing(theme.px(4))
        column.addLayout(top)
        for part in (self._caption, self.balance, self.soon, self.more):
            column.addWidget(part)
        self.show_account(None)

    def show_account(self, detail: AccountDetail | None) -> None:
        """Show whose turn it is; None: nobody's."""
        there = detail is not None
        for part in (self.about, self._caption, self.balance, self.more):
            part.setVisible(there)
        self.soon.setVisible(bool(detail and detail.soon))
        if detail is None:
            self._shown = None
            self.photo.hide()
            self.name.setText("请扫积分卡，或输入姓名")
            return
        row = detail.row
        self.name.setText(row.name)
        age = f"{row.age} 岁" if row.age is not None else ""
        about = (f"{row.sex} {age}".strip(), row.address, row.grid, f"卡号 {row.card}")
        self.about.setText("\n".join(part for part in about if part))
        self.balance.setText(f"{row.balance:,}")
        until = f"{detail.soon_on:%m 月 %d 日}" if detail.soon_on else ""
        self.soon.setText(f"其中 {detail.soon} 分到 {until}后清零，请先用")
        theme.set_property(self.soon, "state", "waiting")
        self.more.setText("\n".join(_further(detail)))
        if row.id != self._shown:
            self._shown = row.id
            self.photo.hide()
            self._work.read(portrait, row.id, then=self._show_photo, owner=self, latest="photo")

    def _show_photo(self, image: QImage) -> None:
        if image.isNull() or self._shown is None:
            return
        keep, smooth = (
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        self.photo.setPixmap(QPixmap.fromImage(image).scaled(self.photo.size(), keep, smooth))
        self.photo.show()


def _further(detail: AccountDetail) -> list[str]:
    found = []
    if detail.row.held:
        found.append(f"另有 {detail.row.held} 分待入账")
    if len(detail.household) > 1:
        found.append(f"全家 {len(detail.household)} 人共 {detail.household_points} 分")
    if detail.row.closed_on:
        found.append(f"账户已于 {detail.row.closed_on} 停用")
    return found
