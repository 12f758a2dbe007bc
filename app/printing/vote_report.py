"""表决结果报告单: the figures of one vote, the rule they were measured by, three signatures."""

from dataclasses import dataclass, field

from app.printing.foot import PrintMark
from app.printing.form import Column, Form, compose_form
from app.printing.pen import About, Step
from app.printing.typeface import check_glyphs

COLUMNS = (Column("项目", 38), Column("内容", 132, "left"))


@dataclass(frozen=True, slots=True)
class VoteReportSheet:
    """The result of one vote; ballot figures stay None when no paper ballots were used."""

    office_name: str
    body_name: str
    """Such as 和平里社区居民代表会议."""
    held: str
    matter: str
    method: str
    """举手, 记名 or 无记名."""
    entitled: int
    present: int
    quorum_line: str
    """Rule, article and sum, and whether the number was reached."""
    votes_for: int
    votes_against: int
    abstentions: int
    majority_line: str
    """What it takes to pass, with the sum."""
    result: str
    issued: int | None = None
    returned: int | None = None
    valid: int | None = None
    invalid: int | None = None
    choices: tuple[tuple[str, int, bool], ...] = ()
    """Options or candidates with their votes, and whether carried or elected; printed in place of
    for, against and abstain."""
    mark: PrintMark = field(default_factory=PrintMark)


def compose_vote_report(
    sheet: VoteReportSheet, *, step: Step | None = None, frames_allowed: bool = False
) -> bytes:
    """The report as a PDF. Raises `GlyphsMissing` unless ``frames_allowed``."""
    check_glyphs(sheet, frames_allowed=frames_allowed)
    return compose_form(vote_report_form(sheet), step)


def vote_report_form(sheet: VoteReportSheet) -> Form:
    """The report as a bordered form."""
    title = "表决结果报告单"
    return Form(
        about=About(title, sheet.office_name, sheet.body_name, sheet.mark.printed_at),
        title=f"{sheet.body_name}\n{title}",
        columns=COLUMNS,
        rows=tuple(_rows(sheet)),
        facts=((("单位", sheet.office_name),), (("时间", sheet.held),)),
        signatures=("监票人", "计票人", "主持人"),
        mark=sheet.mark,
    )


def _rows(sheet: VoteReportSheet) -> list[tuple[str, str]]:
    ballots = (("发出", sheet.issued), ("收回", sheet.returned), ("有效", sheet.valid),
               ("无效", sheet.invalid))  # fmt: skip
    counted = "　".join(f"{label} {n} 张" for label, n in ballots if n is not None)
    rows = [
        ("表决事项", sheet.matter),
        ("表决方式", sheet.method),
        ("人数", f"应到 {sheet.entitled} 人　实到 {sheet.present} 人"),
        ("法定人数", sheet.quorum_line),
        ("表决票", counted),
        ("票数", _votes(sheet)),
        ("通过条件", sheet.majority_line),
        ("表决结果", sheet.result),
    ]
    return [row for row in rows if row[1]]


def _votes(sheet: VoteReportSheet) -> str:
    if sheet.choices:
        return "\n".join(
            f"{text}　{count} 票{'　（当选／采纳）' if chosen else ''}"
            for text, count, chosen in sheet.choices
        )
    return f"赞成 {sheet.votes_for} 票　反对 {sheet.votes_against} 票　弃权 {sheet.abstentions} 票"
