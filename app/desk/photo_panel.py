"""The photos of one record: shown, added, put in order, taken off, and opened at full size.

A room gives its album (queries and use cases) and the record; everything else happens here, so
that photos are handled alike wherever they are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from app.desk import theme
from app.desk.labels import label
from app.desk.photo_strip import PhotoStrip
from app.desk.photo_tiles import Photo
from app.desk.photo_viewer import PhotoViewer
from app.desk.work import Work
from app.errors import LirenError


class PhotoRow(Protocol):
    """One photo as the album's ``rows`` tell it."""

    @property
    def id(self) -> Any: ...
    @property
    def kind(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def note(self) -> str: ...
    @property
    def taken_at(self) -> datetime | None: ...


class Album(Protocol):
    """Queries and use cases of the photos of records; ``record`` is whatever names one.

    ``rows(session, **record)``; ``thumbnail`` and ``picture(session, photo_id)`` give bytes;
    ``prepare(sources, step=)`` gives ``pictures`` and ``problems``; ``attach(session, actor,
    prepared=, kind=, **record)``; ``move(…, attachment_id=, position=)``; ``remove(…)``.
    """

    @property
    def rows(self) -> Callable[..., Sequence[Any]]: ...
    @property
    def thumbnail(self) -> Callable[..., bytes]: ...
    @property
    def picture(self) -> Callable[..., bytes]: ...
    @property
    def prepare(self) -> Callable[..., Any]: ...
    @property
    def attach(self) -> Callable[..., Any]: ...
    @property
    def move(self) -> Callable[..., Any]: ...
    @property
    def remove(self) -> Callable[..., Any]: ...


class PhotoPanel(QWidget):
    """A strip that reads and writes through ``work``."""

    def __init__(
        self,
        work: Work,
        album: Album,
        kinds: Sequence[tuple[str, str]],
        *,
        may_change: bool = True,
        watched: str = "attachment",
    ):
        super().__init__()
        self._work, self._album, self._kinds = work, album, kinds
        self._record: dict[str, Any] = {}
        self._viewer: PhotoViewer | None = None
        self.strip = PhotoStrip(kinds, may_change=may_change)
        self.strip.add_asked.connect(self.add)
        self.strip.opened.connect(self.open_photo)
        self.strip.remove_asked.connect(self._remove)
        self.strip.move_asked.connect(self._move)
        self.strip.thumbnail_wanted.connect(self._read_thumbnail)
        self.news = label(role="hint", wrap=True)
        self.news.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.strip)
        column.addWidget(self.news)
        work.watch(self, {watched}, self.reload)

    def show_record(self, **record: Any) -> None:
        """Show the photos of this record: ``record_table=``, ``record_id=``."""
        self._record = record
        self._say("")
        self.strip.set_photos(())
        self.reload()

    def reload(self) -> None:
        """Read which photos there are."""
        if self._record:
            self._work.read(
                self._album.rows, then=self._show, owner=self, latest="photos", **self._record
            )

    def _show(self, rows: Sequence[PhotoRow]) -> None:
        self.strip.set_photos(
            [Photo(row.id, str(row.kind), row.name, row.note, row.taken_at) for row in rows]
        )

    def _read_thumbnail(self, photo_id: Any) -> None:
        self._read(self._album.thumbnail, photo_id, self.strip.take)

    def _read(self, query: Callable[..., bytes], photo_id: Any, take: Callable[..., None]) -> None:
        then = partial(take, photo_id)
        self._work.read(
            _decoded, query, photo_id, then=then, failed=partial(_broken, then), owner=self
        )

    # -- changes ------------------------------------------------------------------------------

    def add(self, kind: str, sources: Sequence[Path | bytes]) -> None:
        """Add these files and pictures to the record, also when the panel is closed meanwhile."""
        self._say(f"正在添加 {len(sources)} 张照片…")
        then = partial(self._attach, dict(self._record), kind)
        self._work.make(
            self._album.prepare,
            tuple(sources),
            then=then,
            failed=self._fail,
            title="正在处理照片",
            progress=True,
        )

    def _attach(self, record: dict[str, Any], kind: str, prepared: Any) -> None:
        lines = [f"{one.what_happened}{one.what_to_do}" for one in prepared.problems]
        self._say("\n".join(lines), "error")
        if prepared.pictures:
            self._work.write(
                self._album.attach, prepared=prepared.pictures, kind=kind, owner=self, **record
            )

    def _fail(self, error: LirenError) -> None:
        self._say(str(error), "error")

    def _say(self, words: str, role: str = "hint") -> None:
        if not isValid(self):
            return
        theme.set_property(self.news, "role", role)
        self.news.setText(words)
        self.news.setVisible(bool(words))

    def _remove(self, photo_id: Any) -> None:
        self._work.write(self._album.remove, attachment_id=photo_id, owner=self)

    def _move(self, photo_id: Any, position: int) -> None:
        self._work.write(self._album.move, attachment_id=photo_id, position=position, owner=self)

    # -- at full size -------------------------------------------------------------------------

    def open_photo(self, photo_id: Any) -> None:
        """Show a photo at full size, the others to be turned to."""
        viewer = PhotoViewer(self.window(), self.strip.photos, self._kinds)
        viewer.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        viewer.picture_wanted.connect(self._read_picture)
        self._viewer = viewer
        viewer.show_photo(photo_id)
        viewer.open()

    def _read_picture(self, photo_id: Any) -> None:
        self._read(self._album.picture, photo_id, self._take_picture)

    def _take_picture(self, photo_id: Any, image: QImage) -> None:
        if self._viewer is not None and isValid(self._viewer):
            self._viewer.take(photo_id, image)


def _decoded(session: Any, query: Callable[..., bytes], photo_id: Any) -> QImage:
    """Decode beside the screen; a null image where there is none in the bytes."""
    return QImage.fromData(query(session, photo_id))


def _broken(then: Callable[[QImage], object], error: LirenError) -> None:
    then(QImage())
