"""The forms of those who look after grids: appointing, handing over, ending, correcting."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject

from app.attachments.attachments import attach_picture
from app.attachments.pictures import PreparedPicture, prepare_file
from app.attachments.rules import SUFFIXES, AttachmentKind
from app.desk.drawer_forms import DrawerForms
from app.desk.fields import Choice, Field
from app.desk.forms import Form
from app.desk.messages import choose_file
from app.desk.page import Page
from app.desk.person_finder import PersonFinder
from app.errors import InvalidInput
from app.grids.hand_over import Successor, appoint_whoever, hand_over
from app.grids.pages.at_hand import AtHand
from app.grids.pages.people import chosen, find_people, who_fields
from app.grids.queries import Choice as GridChoice
from app.grids.queries import grid_choices
from app.grids.rules import DUTY_NAMES, Duty
from app.grids.staff import Post, change_staff_member, end_term
from app.grids.staff_views import StaffDetail, StaffEntry

OF_A_GRID = (Duty.FULL_TIME, Duty.PART_TIME, Duty.INFORMATION_OFFICER)
DUTIES = tuple(Choice(duty, DUTY_NAMES[duty]) for duty in OF_A_GRID)


class StaffForms(QObject):
    """Opens the forms in a page's drawer; ``back`` leads to what stood there."""

    def __init__(self, page: Page, hand: AtHand, back: Callable[[], object]):
        super().__init__(page)
        self._page, self._hand, self._back = page, hand, back
        self._forms = DrawerForms(page, hand)

    def appoint_anywhere(self) -> None:
        """Show the form that fills a post of a grid still to be chosen."""
        if self._page.drawer.may_leave():
            self._hand.work.read(grid_choices, then=self._show_anywhere, owner=self)

    def _show_anywhere(self, grids: list[GridChoice]) -> None:
        finder = PersonFinder(self._hand.work, find_people)
        places = tuple(Choice(grid.id, grid.title) for grid in grids)
        fields = [
            Field("grid_id", "网格", "choice", required=True, choices=places),
            Field("duty", "职责", "choice", required=True, choices=DUTIES, default=Duty.PART_TIME,
                  hint="楼栋长、单元长请在名单的缺岗一行或“层级”里任命"),
            *who_fields(finder),
            Field("since", "任期开始", "date", required=True, default=self._hand.today),
        ]  # fmt: skip
        form = Form(fields, today=self._hand.today, save="任命")
        self._show("任命", form, partial(self._appoint_there, form, finder))

    def _appoint_there(self, form: Form, finder: PersonFinder, values: dict[str, Any]) -> None:
        self._appoint(form, finder, Post(Duty(values["duty"]), values["grid_id"]), values)

    def appoint(self, where: str, post: Post, _checked: bool = False) -> None:
        """Show the form that fills a post; for a post of a grid it also asks which duty."""
        finder = PersonFinder(self._hand.work, find_people)
        fields = [
            *([Field("duty", "职责", "choice", required=True, choices=DUTIES, default=post.duty)]
              if post.duty in OF_A_GRID else []),
            *who_fields(finder),
            Field("since", "任期开始", "date", required=True, default=self._hand.today),
        ]  # fmt: skip
        form = Form(fields, today=self._hand.today, save="任命")
        submit = partial(self._appoint, form, finder, post)
        title = (
            f"{where}：任命" if post.duty in OF_A_GRID else f"{where}：任命{DUTY_NAMES[post.duty]}"
        )
        self._show(title, form, submit)

    def _appoint(
        self, form: Form, finder: PersonFinder, post: Post, values: dict[str, Any]
    ) -> None:
        to = _who(form, finder, values)
        if to is not None:
            duty = values.get("duty") or post.duty
            post = Post(Duty(duty), post.grid_id, post.building_id, post.unit_id)
            self._forms.send(
                form, partial(appoint_whoever, to=to, post=post, since=values["since"])
            )

    def hand_over(self, entry: StaffEntry, _checked: bool = False) -> None:
        """Show the form by which somebody takes a duty over."""
        finder = PersonFinder(self._hand.work, find_people)
        hint = f"接任者的第一天；{entry.name}任到前一天"
        fields = [
            *who_fields(finder, "接任者"),
            Field("since", "交接日期", "date", required=True, default=self._hand.today, hint=hint),
        ]
        form = Form(fields, today=self._hand.today, save="交接")
        submit = partial(self._hand_over, form, finder, entry)
        self._show(f"{entry.grid}{entry.place}{entry.duty_name}：交接", form, submit)

    def _hand_over(
        self, form: Form, finder: PersonFinder, entry: StaffEntry, values: dict[str, Any]
    ) -> None:
        to = _who(form, finder, values)
        if to is not None and entry.term_id is not None:
            deed = partial(hand_over, term_id=entry.term_id, to=to, since=values["since"])
            self._forms.send(form, deed)

    def end(self, entry: StaffEntry, _checked: bool = False) -> None:
        """Show the form that ends a term."""
        fields = [Field("until", "任职到", "date", required=True, default=self._hand.today,
                        hint="最后一天；任职经历仍然保留")]  # fmt: skip
        form = Form(fields, today=self._hand.today, save="结束任期")
        self._show(f"{entry.name}不再任{entry.duty_name}", form, partial(self._end, form, entry))

    def _end(self, form: Form, entry: StaffEntry, values: dict[str, Any]) -> None:
        self._forms.send(form, partial(_end_term, term_id=entry.term_id, until=values["until"]))

    def edit(self, detail: StaffDetail, _checked: bool = False) -> None:
        """Show the form that corrects name and phone."""
        fields = [
            Field("name", "姓名", required=True, max_length=50, default=detail.name),
            Field("phone", "电话", kind="phone", default=detail.phone, hint="印在公示牌上"),
            Field("is_party_member", "党员", "yes_no", default=detail.is_party_member),
        ]
        change = partial(change_staff_member, staff_id=detail.id)
        self._forms.ask_and_write(f"修改{detail.name}", fields, change, self._back)

    def change_portrait(self, staff_id: UUID, _checked: bool = False) -> None:
        """Ask for a photo and put it on the plaque."""
        kinds = f"照片 ({' '.join('*' + suffix for suffix in SUFFIXES)})"
        path = choose_file(self._page, "选择照片", kinds)
        if path is not None:
            take = partial(self._keep_portrait, staff_id)
            self._hand.work.make(prepare_file, path, then=take, owner=self, title="读取照片")

    def _keep_portrait(self, staff_id: UUID, prepared: PreparedPicture) -> None:
        self._hand.work.write(
            attach_picture, record_table="staff_member", record_id=staff_id, prepared=prepared,
            kind=AttachmentKind.PORTRAIT, owner=self,
        )  # fmt: skip

    def _show(self, title: str, form: Form, submit: Callable[[dict[str, Any]], object]) -> None:
        self._forms.show(title, form, submit, self._back)


def _end_term(session: Any, actor: Any, *, term_id: Any, until: Any) -> None:
    end_term(session, actor, term_id, until=until)


def _who(form: Form, finder: PersonFinder, values: dict[str, Any]) -> Successor | None:
    """Who the form names; says so in the form when it is nobody."""
    try:
        return chosen(finder, values)
    except InvalidInput as error:
        form.show_error(error)
        return None
