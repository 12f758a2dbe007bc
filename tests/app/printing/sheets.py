"""Sheets as an office would print them."""

from datetime import UTC, date, datetime
from typing import Any

from app.printing.foot import PrintMark
from app.printing.minutes import MinutesSheet, MinutesTask, MinutesTopic, Passage
from app.printing.result_notice import ResultNoticeSheet
from app.printing.sign_in_sheet import SignInRow, SignInSheet

OFFICE = "幸福街道和平里社区居民委员会"
MARK = PrintMark(datetime(2026, 11, 24, 6, 30, tzinfo=UTC), "王芳", "HY-2026-0012", "7F3A-91C2")
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = ("建国", "芳", "志强", "䶮", "俊𬱖", "晓㛃", "𫖯", "秀英")
NAMES = tuple(SURNAMES[i % 20] + GIVEN[i % 8] for i in range(48))
REPORT = (
    "会议听取了社区工作者王芳关于3号楼、5号楼加装电梯前期工作的汇报。截至2026年11月18日，两栋楼共72户中"
    "已有61户签署同意书，占总户数的84.7%；初步测算每部电梯造价约48.5万元，扣除政府补贴15万元后，由居民按"
    "楼层分摊。与会代表围绕“费用分摊比例”“一楼住户采光补偿”“后续维保责任”三个问题充分讨论，李秀英代表"
    "提出：一楼住户不分摊费用，并应给予适当补偿；物业公司（联系电话0335-3056789）表示愿意承担三年维保……"
    "会议认为，方案总体可行，但应进一步征求一、二层住户意见——这是方案能否落地的关键。"
)
TITLES = ("关于3号楼、5号楼加装电梯", "关于小区东门非机动车充电棚选址", "关于文明积分兑换物品目录",
          "关于北门停车秩序", "关于物业费")  # fmt: skip


def minutes(**changes: Any) -> MinutesSheet:
    """Minutes of about five pages."""
    topics = tuple(
        MinutesTopic(
            title,
            (
                Passage("基本情况", 2),
                REPORT,
                Passage("讨论意见", 2),
                Passage("费用分摊", 3),
                REPORT,
            ),
            decision="同意启动，方案按讨论意见修改后公示5个工作日。",
            vote_line="应到61人，实到51人；赞成45票，反对4票，弃权2票，表决通过。",
            tasks=(MinutesTask("逐户走访，汇总书面意见", "王芳、李敏", date(2026, 12, 5)),),
        )
        for title in TITLES
    )
    given: dict[str, Any] = {
        "office_name": OFFICE,
        "mark_title": "和平里社区居民代表会议纪要",
        "issued_on": date(2026, 11, 4),
        "number": "〔2026〕12号",
        "held": "2026年11月20日14:00至16:10",
        "place": "社区党群服务中心二楼小院议事厅",
        "chair": "张建军",
        "recorder": "王芳",
        "opening": "现将会议议定事项纪要如下：",
        "topics": topics,
        "present": NAMES,
        "on_leave": ("孙丽", "周建华"),
        "observers": ("幸福街道办事处刘科长",),
        "copies_to": "幸福街道办事处，各网格党支部，各楼栋长",
        "mark": MARK,
    }
    return MinutesSheet(**(given | changes))


def sign_in(count: int = 61, **changes: Any) -> SignInSheet:
    """A sign-in list; every fifth person has a long capacity that wraps."""
    rows = tuple(
        SignInRow(
            NAMES[i % 48],
            f"第{i + 1}网格居民代表"
            if i % 5
            else "幸福家园小区业主委员会副主任、第三网格党支部书记",
        )
        for i in range(count)
    )
    given: dict[str, Any] = {
        "office_name": OFFICE,
        "meeting_name": "和平里社区居民代表会议",
        "held": "2026年11月20日14:00",
        "place": "小院议事厅",
        "rows": rows,
        "entitled": count,
        "mark": MARK,
    }
    return SignInSheet(**(given | changes))


def notice(**changes: Any) -> ResultNoticeSheet:
    """A public notice of a vote's result."""
    given: dict[str, Any] = {
        "office_name": OFFICE,
        "title": "和平里社区居民代表会议关于3号楼、5号楼加装电梯表决结果的公示",
        "opening": "2026年11月20日，和平里社区召开居民代表会议并进行表决。现将结果公示如下：",
        "matter": "启动3号楼、5号楼加装电梯工作。",
        "figures": (("应到", "61人"), ("实到", "51人"), ("赞成", "45票"), ("反对", "4票"),
                    ("弃权", "2票"), ("结果", "通过")),
        "result": "赞成票超过实到代表的半数，表决通过。",
        "signed_on": date(2026, 11, 24),
        "rule_basis": "居民代表会议应有三分之二以上代表出席，由出席代表过半数通过"
                      "（《城市居民委员会组织法》第二十二条）",
        "rule_working": "实到51人，过半数为26票，赞成45票。",
        "notice_from": date(2026, 11, 24),
        "notice_to": date(2026, 12, 1),
        "working_days": 5,
        "objections_to": "居民监督委员会",
        "phone": "0335-3056789",
        "mark": MARK,
    }  # fmt: skip
    return ResultNoticeSheet(**(given | changes))
