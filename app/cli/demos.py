"""``liren demo``: a populated community, or a district with its streets and communities."""

import sys
from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path

from app.cli.stations import command
from app.cli.terminal import answer, table
from app.demo.chronicle import Step, no_step

COMMUNITY, DISTRICT = "community", "district"


def register(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Add this group's commands."""
    demo = command(commands, "demo", "生成有数据的演示站点，或者一个区和它的街道、社区")
    demo.add_argument("path", type=Path, help="站点文件；区为新文件夹")
    demo.add_argument(
        "--scale", choices=[COMMUNITY, DISTRICT], default=COMMUNITY,
        help="community 一个社区（默认）；district 一个区，含街道和社区",
    )  # fmt: skip
    demo.add_argument("--seed", type=int, default=1, help="换一个数，换一套数据")
    demo.set_defaults(run=make_demo)


def make_demo(arguments: Namespace) -> int:
    """``liren demo``: make the demo of the scale asked for."""
    make = _make_district if arguments.scale == DISTRICT else _make_community
    return make(arguments)


def _make_community(arguments: Namespace) -> int:
    from app.demo.community import DEMO_LOGIN, DEMO_PASSWORD, make_demo_community

    made = make_demo_community(arguments.path, seed=arguments.seed)
    lines = (
        f"已生成演示社区：{arguments.path}",
        f"账号 {DEMO_LOGIN}，密码 {DEMO_PASSWORD}",
        *(f"{name}：{count}" for name, count in made.counts.items()),
    )
    data = {"path": arguments.path, "login": DEMO_LOGIN, "password": DEMO_PASSWORD}
    answer(arguments, data | {"counts": made.counts}, lines)
    return 0


def _make_district(arguments: Namespace) -> int:
    from app.demo.community import DEMO_LOGIN, DEMO_PASSWORD
    from app.demo.district.making import make_demo_district

    step = no_step if arguments.json else _progress()
    made = make_demo_district(arguments.path, seed=arguments.seed, step=step)
    shown = [(figure.name, figure.shown, figure.formula) for figure in made.figures]
    lines = (
        f"已生成演示区：{made.folder}",
        f"区的站点：{made.station}",
        f"各站点账号 {DEMO_LOGIN}，密码 {DEMO_PASSWORD}",
        f"用时 {made.making + made.answering:.0f} 秒：建站和上报 {made.making:.0f} 秒，"
        f"下发和答复 {made.answering:.0f} 秒",
        "区里收到的数据：",
        *table(("指标", "数值", "计算方法"), shown),
    )
    data = {
        "path": made.folder,
        "station": made.station,
        "login": DEMO_LOGIN,
        "password": DEMO_PASSWORD,
        "figures": made.figures,
        "seconds": {"making": made.making, "answering": made.answering},
    }
    answer(arguments, data, lines)
    return 0


def _progress() -> Step:
    """Says every twentieth of the work on the error stream, so that the answer stays alone."""
    told = -1

    def step(done: int, total: int) -> None:
        nonlocal told
        percent = 100 * done // total // 5 * 5
        if percent > told:
            told = percent
            print(f"已完成 {percent}%", file=sys.stderr, flush=True)

    return step
