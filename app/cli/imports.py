"""Commands that import lists: residents."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path

from app.accounts.station import Station
from app.cli.stations import command
from app.cli.terminal import answer, opened
from app.errors import InvalidInput
from app.grids.queries import grid_choices
from app.residents.importing import Checked, PlaceChoice, meaning_name
from app.residents.importing_apply import apply_import, search_keys
from app.residents.importing_checks import check_sheet, missing_columns
from app.residents.importing_file import read_residents_file, source_of, write_refused_rows
from app.residents.importing_mapping import guess_columns, recalled_columns
from app.residents.importing_plan import Plan, plan_import
from app.residents.tags import tags
from app.spreadsheets.reading import Sheet
from db import clock

SHOWN = 20
"""Problems told in the terminal; all of them stand in the workbook of ``--errors``."""


def register(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Add this group's commands."""
    importing = command(commands, "import", "导入居民表格（.xlsx、.xls、.csv）")
    importing.add_argument("what", choices=["residents"])
    importing.add_argument("file", type=Path)
    importing.add_argument("--station", type=Path, required=True)
    importing.add_argument("--sheet", help="工作表的名称；不写则取第一张有内容的")
    importing.add_argument("--errors", type=Path, help="把不能导入的行和原因写到这个表格")
    importing.add_argument("--grid", help="没有登记的楼栋、单元一并登记，新楼归这个网格（名称）")
    importing.add_argument("--dry-run", action="store_true", help="只检查，不导入")
    importing.set_defaults(run=import_residents)


def import_residents(arguments: Namespace) -> int:
    """``liren import residents``: the good rows in one transaction; 1 when a row was refused."""
    sheet = read_residents_file(arguments.file, sheet=arguments.sheet)
    with opened(arguments.station, arguments) as station:
        columns = _columns(station, sheet)
        checked = check_sheet(sheet, columns, clock.today())
        choice = _choice(station, arguments.grid)
        with station.read() as session:
            plan = plan_import(session, checked, choice)
        if arguments.errors is not None and plan.problems:
            write_refused_rows(arguments.errors, sheet, plan.problems)
        done = "" if arguments.dry_run else _carry_out(station, sheet, checked, choice, plan)
    meant = "，".join(f"{sheet.titles[at]}→{meaning_name(one)}" for at, one in columns.items())
    data = {
        "new": len(plan.new),
        "changed": len(plan.changed),
        "unchanged": plan.unchanged,
        "refused": plan.refused,
        "problems": plan.problems,
        "imported": not arguments.dry_run,
    }
    problems = [problem.sentence for problem in plan.problems[:SHOWN]]
    more = len(plan.problems) - len(problems)
    lines = [
        f"各列：{meant}",
        *problems,
        *([f"……还有 {more} 个问题"] if more else []),
        done
        or f"检查：新增 {len(plan.new)}，更新 {len(plan.changed)}，"
        f"无变化 {plan.unchanged}，不能导入 {plan.refused}",
    ]
    answer(arguments, data, lines)
    return 1 if plan.problems else 0


def _columns(station: Station, sheet: Sheet) -> dict[int, str]:
    with station.read() as session:
        recalled = recalled_columns(session, titles=sheet.titles)
        columns = recalled or guess_columns(sheet, clock.today(), tags(session))
    missing = missing_columns(columns)
    if missing:
        raise InvalidInput(
            f"表头里认不出：{'、'.join(missing)}。", "请在窗口里导入一次并指定各列，以后会记住。"
        )
    return columns


def _choice(station: Station, grid: str | None) -> PlaceChoice:
    if grid is None:
        return PlaceChoice()
    with station.read() as session:
        choices = grid_choices(session)
    found = [choice.id for choice in choices if choice.title == grid]
    if not found:
        names = "、".join(choice.title for choice in choices) or "还没有网格"
        raise InvalidInput(f"没有“{grid}”这个网格。", f"现有：{names}。")
    return PlaceChoice(True, found[0])


def _carry_out(
    station: Station, sheet: Sheet, checked: Checked, choice: PlaceChoice, plan: Plan
) -> str:
    keys = search_keys(entry.line.name for entry in plan.new)
    source = source_of(sheet)
    with station.write() as session:
        done = apply_import(
            session, station.actor, checked=checked, source=source, choice=choice, keys=keys
        )
    return f"已导入：{done.sentence}"
