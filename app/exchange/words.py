"""What travels in a bundle, in the office's words: 网格 12 条, 事项 35 条.

Every table that ``resources/rules/exchange.toml`` declares has its word here; a test fails while
one has none.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

SUBJECTS: dict[str, dict[str, str]] = {
    "网格": {
        "office": "单位资料",
        "setting": "设置",
        "grid": "网格",
        "building": "楼栋",
        "unit": "单元",
        "staff_member": "网格队伍",
        "staff_term": "任职",
        "site_plan": "平面图",
        "grid_outline": "网格边界",
        "chat_group": "居民群",
        "chat_group_household": "入群住户",
        "training": "培训",
        "training_result": "培训成绩",
        "assessment": "考核",
        "assessment_score": "考核得分",
    },
    "居民": {
        "household": "户",
        "resident": "居民",
        "visit_plan": "走访计划",
        "visit": "走访",
    },
    "事项": {
        "event_category": "事项类别",
        "event": "事项",
        "event_step": "办理环节",
    },
    "议事": {
        "body": "议事组织",
        "body_member": "组织成员",
        "matter": "议题",
        "matter_step": "议题进展",
        "seconder": "附议人",
        "meeting": "会议",
        "agenda_item": "会议议程",
        "attendance": "签到",
        "speech": "发言",
        "vote": "表决",
        "vote_option": "表决选项",
        "poll_slip": "征求意见表",
        "public_notice": "公示",
        "objection": "异议",
        "minutes": "纪要",
        "work_plan": "实施方案",
        "milestone": "节点",
        "work_claim": "任务认领",
        "work_change": "方案变更",
        "evaluation": "民评",
    },
    "积分": {
        "points_account": "积分账户",
        "points_rule": "积分细则",
        "points_project": "认领项目",
        "project_claim": "项目认领",
        "activity": "活动",
        "participation": "活动报名",
        "points_publicity": "积分公示",
        "points_record": "积分登记",
        "points_objection": "积分异议",
        "points_transfer": "积分流水",
        "reward": "兑换商品",
        "redemption": "积分兑换",
        "redemption_line": "兑换明细",
        "stock_move": "库存变动",
    },
    "上下级": {
        "task": "指派任务",
        "whistle": "吹哨",
        "response": "报到",
        "publication": "发布",
        "publication_reading": "签收",
        "mark": "授牌",
        "attachment": "照片和附件",
    },
}
"""Tables by subject, in the order of the sidebar; each with its word."""
WORDS = {table: word for tables in SUBJECTS.values() for table, word in tables.items()}
OTHER = "其他"
NAMED_BY_NUMBER = "只有编号，不带姓名、证件号和电话"
STAYS_HERE = "证件号、电话不会送出；居民只以编号出现，不带姓名。"
"""What is never sent upwards, said before it is sent."""


@dataclass(frozen=True)
class Subject:
    """What there is of one subject."""

    title: str
    kinds: tuple[tuple[str, int], ...]
    """Word and how many, the order of the sidebar."""

    @property
    def total(self) -> int:
        """All kinds together."""
        return sum(count for _, count in self.kinds)

    @property
    def sentence(self) -> str:
        """户 120 条、居民 340 条."""
        said = "、".join(f"{word} {count:,} 条" for word, count in self.kinds)
        return f"{said}（{NAMED_BY_NUMBER}）" if self.title == "居民" else said


def totals(counts: Mapping[str, Any]) -> dict[str, int]:
    """How many changes of each table, whichever way they are counted (whole, or by operation)."""
    return {
        table: sum(found.values()) if isinstance(found, Mapping) else int(found)
        for table, found in counts.items()
    }


def subjects(counts: Mapping[str, Any]) -> list[Subject]:
    """Counts by table as subjects with words; a table we do not know counts as 其他."""
    left = {table: count for table, count in totals(counts).items() if count}
    found = []
    for title, tables in SUBJECTS.items():
        kinds = tuple((word, left.pop(table)) for table, word in tables.items() if table in left)
        if kinds:
            found.append(Subject(title, kinds))
    if left:
        found.append(Subject(OTHER, ((OTHER, sum(left.values())),)))
    return found


def in_short(counts: Mapping[str, Any], most: int = 3) -> str:
    """The largest kinds in one line: 事项 35、办理环节 80 等 9 类."""
    kinds = sorted(_kinds(counts), key=lambda kind: -kind[1])
    said = "、".join(f"{word} {count:,}" for word, count in kinds[:most])
    return f"{said} 等 {len(kinds)} 类" if len(kinds) > most else said


def _kinds(counts: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    for subject in subjects(counts):
        yield from subject.kinds


def file_size(size: int) -> str:
    """Bytes as people read them: 340 KB, 12.4 MB, 1.2 GB."""
    if size < 1 << 20:
        return f"{max(1, round(size / 1024)):,} KB"
    if size < 1 << 30:
        return f"{size / (1 << 20):.1f} MB"
    return f"{size / (1 << 30):.2f} GB"


def serials(numbers: tuple[int, ...]) -> str:
    """Serials in words: 第 3 包, 第 3 至 5 包, 第 3、5、9 包 and at most a few of them."""
    if not numbers:
        return ""
    if len(numbers) == 1:
        return f"第 {numbers[0]} 包"
    if numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"第 {numbers[0]} 至 {numbers[-1]} 包"
    said = "、".join(map(str, numbers[:5]))
    return f"第 {said} 包" if len(numbers) <= 5 else f"第 {said} 等 {len(numbers)} 包"
