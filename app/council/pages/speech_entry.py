"""Typing what is said: speaker by initials, Enter, the words, Enter; then the next speaker.

What is being typed is kept as a draft in the station, so that a power cut loses no sentence.
"""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.council import speeches
from app.council.pages.at_hand import AtHand
from app.council.pages.meeting_data import MeetingData
from app.desk import theme
from app.desk.fields import Candidate, Field
from app.desk.fields_person import PersonEditor
from app.desk.fields_reading import Unreadable
from app.desk.labels import button, label
from app.errors import LirenError

KEPT_AFTER = 800
"""Milliseconds after the last key after which the sentence is kept as a draft."""
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SpeechEntry(QWidget):
    """Speaker field, text, button; Ctrl+Enter (or Enter in the text) saves."""

    saved = Signal()

    def __init__(self, hand: AtHand, meeting_id: UUID):
        super().__init__()
        self._hand, self._key = hand, f"speech/{meeting_id}"
        self._data: MeetingData | None = None
        self._item: UUID | None = None
        self._found = 0
        field = Field("speaker", "发言人", "person", find=self._find,
                      placeholder="发言人：姓名或首字母")  # fmt: skip
        self.speaker = PersonEditor(field)
        self.speaker.line.installEventFilter(self)
        self.text = QPlainTextEdit()
        self.text.setPlaceholderText("记下说了什么，回车保存，Shift+回车换行")
        self.text.setAccessibleName("发言内容")
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(theme.px(76))
        self.text.installEventFilter(self)
        self.text.textChanged.connect(self._keep_soon)
        self._save = button("记下", "primary", press=self.save)
        self._save.setToolTip("回车或 Ctrl+回车")
        self._error = label(role="error", wrap=True)
        self._error.hide()
        self._timer = QTimer(self, singleShot=True, interval=KEPT_AFTER)
        self._timer.timeout.connect(self._keep)
        self._arrange()
        hand.drafts.get(self._key, self._restore)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        self.speaker.setMaximumWidth(theme.px(240))
        head.addWidget(self.speaker, 1)
        head.addStretch(1)
        head.addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(self._error)
        column.addLayout(head)
        column.addWidget(self.text)

    def show_item(self, data: MeetingData, item_id: UUID | None) -> None:
        """Take down speeches on this item from now on."""
        self._data, self._item = data, item_id

    def _find(self, text: str, then: Callable[[Sequence[Candidate]], object]) -> None:
        """Those in the room whom ``text`` may mean."""
        rows = [row for row in self._data.found(text) if row.is_in] if self._data else []
        self._found = len(rows)
        then([Candidate(str(row.id), row.name, row.capacity or row.kind_name) for row in rows])

    # -- keys ---------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() not in ENTER or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            return False
        if watched is self.text or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.save()
        elif self._take_speaker():
            self.text.setFocus()
        return True

    def _take_speaker(self) -> bool:
        """Enter in the speaker's field: False while it is not clear who is meant.

        Who types fast presses Enter before the search has begun; those in the room are found at
        once, and of one person there is nothing to choose.
        """
        searching = self.speaker.enter()
        if searching and self._found == 1:
            searching = self.speaker.enter()
        return not searching

    # -- saving -------------------------------------------------------------------------------

    def save(self) -> None:
        """Write the speech down and be ready for the next speaker."""
        if self._item is None or not self._save.isEnabled():
            return
        content = self.text.toPlainText().strip()
        if not content:
            self._say("还没有写发言内容。", self.text)
            return
        self._save.setEnabled(False)
        self._hand.work.write(
            speeches.add_speech, item_id=self._item, content=content, **self._who(),
            then=self._saved, failed=self._failed, owner=self,
        )  # fmt: skip

    def _who(self) -> dict[str, Any]:
        """The person taken from the list, or whoever is named."""
        try:
            taken = self.speaker.value()
        except Unreadable:
            return {"speaker": self.speaker.line.text().strip()}
        return {"attendance_id": UUID(taken)} if taken else {"speaker": ""}

    def _saved(self, _id: object) -> None:
        self._save.setEnabled(True)
        self._error.hide()
        self.text.clear()
        self.speaker.set_value(None)
        self._timer.stop()
        self._hand.drafts.drop(self._key)
        self.speaker.line.setFocus()
        self.saved.emit()

    def _failed(self, error: LirenError) -> None:
        self._save.setEnabled(True)
        field = self.speaker.line if error.field == "speaker" else self.text
        self._say(str(error), field)

    def _say(self, words: str, field: QWidget) -> None:
        self._error.setText(words)
        self._error.show()
        field.setFocus()

    # -- the draft ----------------------------------------------------------------------------

    def _keep_soon(self) -> None:
        self._timer.start()

    def _keep(self) -> None:
        content = self.text.toPlainText()
        if content.strip():
            self._hand.drafts.put(self._key, {"who": self.speaker.kept(), "text": content})
        else:
            self._hand.drafts.drop(self._key)

    def keep_now(self) -> None:
        """Keep what is typed at once: the page is about to be left."""
        if self._timer.isActive():
            self._timer.stop()
            self._keep()

    def _restore(self, draft: dict[str, Any] | None) -> None:
        if draft is None or self.text.toPlainText():
            return
        self.speaker.restore(draft["who"])
        self.text.setPlainText(draft["text"])
        self._timer.stop()
