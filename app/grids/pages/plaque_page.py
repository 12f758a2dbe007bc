"""公示牌: what is shown is what is printed; paper and place are chosen above the preview."""

from functools import partial

from app.desk.drawer_forms import DrawerForms
from app.desk.fields import Choice, Field
from app.desk.fields_choice import ChoiceBox
from app.desk.labels import button
from app.desk.page import Page
from app.desk.preview import PdfPreview
from app.grids.pages.at_hand import AtHand
from app.grids.plaques import Hung, Wanted, plaque_sheets, plaque_text, set_plaque_text
from app.printing.plaque import compose_plaques
from app.printing.plaque_sheet import PlaqueSheet
from app.printing.poster import PaperSize, PosterPaper
from app.printing.preview import page_count, render_page

PAPERS = (
    Choice(PosterPaper(PaperSize.A4, True), "A4 横排"),
    Choice(PosterPaper(PaperSize.A4), "A4 竖排"),
    Choice(PosterPaper(PaperSize.A3, True), "A3 横排"),
    Choice(PosterPaper(PaperSize.A3), "A3 竖排"),
)
PLACES = (Choice(Hung.GRID, "一个网格一张"), Choice(Hung.ENTRANCE, "每个单元门口一张"))


class PlaquePage(Page):
    """Shows plaques, with the buttons that print and save them."""

    def __init__(self, hand: AtHand, title: str, wanted: Wanted):
        super().__init__(title)
        self._hand, self._wanted = hand, wanted
        self.paper, self.hung = ChoiceBox(PAPERS), ChoiceBox(PLACES)
        self.paper.setAccessibleName("纸张")
        self.hung.setAccessibleName("挂在哪里")
        self.paper.setCurrentIndex(0)
        self.hung.setCurrentIndex(int(wanted.of_entrances))
        self.hung.setEnabled(not (wanted.building_id or wanted.unit_id))
        self.preview = PdfPreview(
            hand.work, render=render_page, page_count=page_count, file_name="网格公示牌.pdf"
        )
        self.preview.bar.fit_page()
        self.filters.addWidget(self.hung)
        self.filters.addWidget(self.paper)
        self.filters.addStretch(1)
        if hand.edits_grids:
            self.filters.addWidget(
                button("修改职责和监督电话", "quiet", "pencil", press=self._ask_text)
            )
        self.body.addWidget(self.preview, 1)
        self.paper.currentIndexChanged.connect(self._again)
        self.hung.currentIndexChanged.connect(self._again)

    def _again(self, _place: int) -> None:
        self.reload()

    def reload(self) -> None:
        """Read what stands on the plaques and set them."""
        one = self._wanted
        hung = Hung.ENTRANCE if self.hung.currentIndex() else Hung.GRID
        wanted = Wanted(one.grid_id, one.building_id, one.unit_id, hung)
        self._hand.work.read(
            plaque_sheets, wanted, operator=self._hand.actor.name, then=self._make,
            failed=self.preview.show_error, owner=self, latest="sheets", progress=True,
            title="读取公示牌",
        )  # fmt: skip

    def _make(self, sheets: list[PlaqueSheet]) -> None:
        paper = PAPERS[max(self.paper.currentIndex(), 0)].value
        self.set_subtitle(f"{len(sheets)} 张")
        self._hand.work.make(
            partial(compose_plaques, sheets, paper), then=self.preview.set_pdf,
            failed=self.preview.show_error, owner=self, latest="plaques", progress=True,
            title="排版公示牌",
        )  # fmt: skip

    def _ask_text(self) -> None:
        self._hand.work.read(plaque_text, then=self._show_text, owner=self)

    def _show_text(self, text: tuple[str, str]) -> None:
        duties, phone = text
        fields = [
            Field("duties", "网格员职责", "long_text", default=duties, max_length=700,
                  hint="一行一条，最多十条；所有公示牌通用"),
            Field("phone", "监督电话", default=phone, max_length=30, hint="不填用社区电话"),
        ]  # fmt: skip
        forms: DrawerForms = DrawerForms(self, self._hand)
        forms.ask_and_write("公示牌文字", fields, set_plaque_text, self._back)

    def _back(self) -> None:
        self.drawer.dismiss()
        self.reload()

    def print_page(self) -> None:
        """Ctrl+P."""
        self.preview.bar.print.click()
