"""Breaking a title by sense (GB/T 9704-2012, 7.3.2: 词意完整，排列对称，长短适宜)."""

import re
from collections.abc import Sequence
from itertools import accumulate, combinations, pairwise
from math import ceil

from app.printing.linebreak import FREE, bonds
from app.printing.setting import Style, width_of

_OFFICE_WORDS = """
    居民委员会 社区居委会 居民代表会议 居民代表大会 居民议事会 居民会议 议事协商会 议事会 议事厅
    联席会议 业主委员会 网格党支部 党支部 党总支 党委 街道 社区 小区 会议纪要 会议记录 表决结果
    积分公示榜 公示榜 签到表 登记表 汇总表 公告 公示 通知 通报 决议 决定 方案 办法 报告 改造
    征求意见 居民 委员会 管理 工作 项目 情况 结果 事项 关于 加装 电梯 充电 停车 物业 服务 文明 积分
    非机动车 机动车 充电棚 充电桩 消防通道 楼道 绿化 垃圾 分类 维修 卷宗 议事 评议 公共
"""
_WHOLE_WORDS = re.compile("|".join(sorted(_OFFICE_WORDS.split(), key=len, reverse=True)))

_GOOD_AFTER = ("的", "、", "，", "》", "”", "社区", "街道", "委员会", "居委会", "会议")
_GOOD_BEFORE = ("关于", "第", "《", "“", "的")
MOST_LINES = 4


def break_title(text: str, style: Style, width: float) -> list[str]:
    """Lines of a title, as few as fit, each a sensible phrase and of like length.

    A newline in the text is the writer's own decision and is kept.
    """
    return [part for given in text.split("\n") for part in _balanced(given.strip(), style, width)]


def _balanced(text: str, style: Style, width: float) -> list[str]:
    if not text or width_of(text, style) <= width:
        return [text] if text else []
    places = _places(text)
    reach = [0.0, *accumulate(width_of(char, style) for char in text)]
    for count in range(max(2, ceil(reach[-1] / width)), MOST_LINES + 1):
        cuts = [
            (_cost(lines, style), lines)
            for lines in (
                _cut(text, chosen)
                for chosen in combinations(places, count - 1)
                if _all_fit(reach, chosen, width)
            )
        ]
        if cuts:
            return min(cuts)[1]
    half = len(text) // 2
    return _balanced(text[:half], style, width) + _balanced(text[half:], style, width)


def _all_fit(reach: Sequence[float], chosen: tuple[int, ...], width: float) -> bool:
    """Whether every line stands in ``width``; ``reach`` holds where each character begins."""
    edges = (0.0, *(reach[i] for i in chosen), reach[-1])
    return all(end - start <= width for start, end in pairwise(edges))


def _places(text: str) -> list[int]:
    """Where a title may be cut: not inside a word of the office's language."""
    bound = bonds(text)
    inside = {
        i for match in _WHOLE_WORDS.finditer(text) for i in range(match.start() + 1, match.end())
    }
    return [i for i in range(2, len(text) - 1) if bound[i] == FREE and i not in inside]


def _cut(text: str, chosen: tuple[int, ...]) -> list[str]:
    ends = (0, *chosen, len(text))
    return [text[a:b] for a, b in pairwise(ends)]


def _cost(lines: list[str], style: Style) -> float:
    """Uneven lines cost their difference; a cut at a natural joint is worth six characters."""
    widths = [width_of(part, style) for part in lines]
    cost = (max(widths) - min(widths)) / style.size
    for above, below in pairwise(lines):
        if above.endswith(_GOOD_AFTER) and not below.startswith("的"):
            cost -= 4
        if below.startswith(_GOOD_BEFORE) and not below.startswith("的"):
            cost -= 6
        if below.startswith("的"):
            cost += 8
    return cost
