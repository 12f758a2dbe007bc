"""Sheets of the council's other papers, as an office would fill them."""

from datetime import date
from typing import Any

from app.printing.agenda_sheet import AgendaLine, AgendaSheet
from app.printing.ballots import BallotSheet
from app.printing.case_file import CaseFileSheet, CasePart
from app.printing.count_sheet import CountSheet
from app.printing.evaluation_form import EvaluationFormSheet
from app.printing.evaluation_result import EvaluationResultSheet
from app.printing.meeting_notice import MeetingNoticeSheet
from app.printing.member_list import MemberLine, MemberListSheet
from app.printing.poll_slip import PollSlipSheet
from app.printing.proposal_form import ProposalFormSheet
from app.printing.resolution import ResolutionSheet
from app.printing.work_sheet import ChangeLine, ClaimLine, MilestoneLine, WorkSheet
from tests.app.printing.sheets import MARK, NAMES, OFFICE, REPORT, minutes, notice, sign_in

BODY = "和平里社区居民代表会议"
MATTER = "小区东门加建非机动车充电棚"
QUESTION = (
    "是否同意在小区东门内侧空地加建非机动车充电棚一处，设充电位40个，预算3.6万元，"
    "由公共收益列支，2026年12月31日前完工？"
)
FIGURES = (("应到", "61人"), ("实到", "51人"), ("赞成", "45票"), ("反对", "4票"),
           ("弃权", "2票"), ("结果", "通过"))  # fmt: skip


def proposal(**changes: Any) -> ProposalFormSheet:
    """A proposal that was screened."""
    given: dict[str, Any] = {
        "office_name": OFFICE,
        "number": "2026-007",
        "title": MATTER,
        "proposer": "王秀芬",
        "address": "3号楼2单元501",
        "phone": "139 0335 1234",
        "proposed_on": date(2026, 10, 12),
        "source": "居民建议",
        "content": REPORT,
        "scope": "1至6号楼，472户",
        "seconders": "李建国（3号楼1单元302）、张桂兰（5号楼2单元101）等26户",
        "attachments": "现场照片3张",
        "destination": "提交议事",
        "opinion": "属于居民自治范围，涉及全体居民利益，提交居民代表会议。",
        "screened_by": "王芳",
        "screened_on": date(2026, 10, 15),
        "answer": "2026年10月15日当面答复",
        "mark": MARK,
    }
    return ProposalFormSheet(**(given | changes))


def meeting_notice(**changes: Any) -> MeetingNoticeSheet:
    """The notice of a meeting with three matters."""
    given: dict[str, Any] = {
        "office_name": OFFICE,
        "title": f"关于召开{BODY}的通知",
        "addressed_to": "各位居民代表",
        "opening": f"经居民委员会研究，定于近期召开{BODY}。现将有关事项通知如下：",
        "held": "2026年11月20日（星期五）14:00，13:40开始签到",
        "place": "社区党群服务中心二楼小院议事厅",
        "signed_on": date(2026, 11, 16),
        "topics": (f"关于{MATTER}", "关于北门停车秩序", "关于文明积分兑换物品目录"),
        "attendants": "全体居民代表；邀请物业公司、业主委员会负责人列席。",
        "to_prepare": "请阅读所附方案，征求所代表住户的意见，带到会上。",
        "requirements": "请准时到会。\n因故不能到会的，请于11月19日前向居民委员会请假。",
        "contact": "王芳",
        "phone": "0335-3056789",
        "attachments": ("充电棚建设方案", "积分兑换物品目录"),
        "mark": MARK,
    }
    return MeetingNoticeSheet(**(given | changes))


def agenda(count: int = 4, **changes: Any) -> AgendaSheet:
    """An agenda."""
    items = tuple(
        AgendaLine(f"第{i + 1}项：{MATTER}", NAMES[i % 48], f"14:{10 * (i % 6):02}", 10,
                   "选址、费用、管理", "无记名投票" if i % 2 else "举手表决")
        for i in range(count)
    )  # fmt: skip
    given: dict[str, Any] = {
        "office_name": OFFICE,
        "meeting_name": BODY,
        "held": "2026年11月20日14:00",
        "place": "小院议事厅",
        "items": items,
        "chair": "张建军",
        "recorder": "王芳",
        "entitled": "应到61人，41人以上到会方可开会，到会过半数赞成为通过",
        "note": "每人每次发言不超过3分钟；表决前由主持人宣读表决事项全文。",
        "mark": MARK,
    }
    return AgendaSheet(**(given | changes))


def ballots(**changes: Any) -> BallotSheet:
    """Ballots on a motion."""
    given: dict[str, Any] = {
        "office_name": OFFICE,
        "meeting_name": BODY,
        "question": QUESTION,
        "count": 61,
        "held_on": "2026年11月20日",
        "mark": MARK,
    }
    return BallotSheet(**(given | changes))


def count_sheet(**changes: Any) -> CountSheet:
    """The count sheet of the same vote, still empty."""
    given: dict[str, Any] = {
        "office_name": OFFICE,
        "meeting_name": BODY,
        "held": "2026年11月20日15:20",
        "question": QUESTION,
        "mark": MARK,
    }
    return CountSheet(**(given | changes))


def resolution(**changes: Any) -> ResolutionSheet:
    """A resolution of three clauses."""
    given: dict[str, Any] = {
        "body_name": BODY,
        "title": f"{BODY}\n关于{MATTER}的决议",
        "adopted_on": date(2026, 11, 20),
        "opening": f"2026年11月20日，{BODY}听取了王芳关于{MATTER}的说明，经讨论和表决，决议如下：",
        "clauses": (
            "同意在小区东门内侧空地加建非机动车充电棚一处，设充电位40个。",
            "预算3.6万元，由公共收益列支，超出部分另行提交会议决定。",
            "由居民委员会组织实施，2026年12月31日前完工。",
        ),
        "figures": FIGURES,
        "result": "赞成票超过到会代表的半数，表决通过。",
        "rule_basis": "居民代表会议由出席代表过半数通过（《城市居民委员会组织法》）",
        "execution": "责任人王芳，由居民监督委员会监督，完工后组织居民评议。",
        "signatures": ("会议主持人", "监票人"),
        "copies_to": "幸福街道办事处，各网格党支部",
        "mark": MARK,
    }
    return ResolutionSheet(**(given | changes))


def work(**changes: Any) -> WorkSheet:
    """Work that is finished."""
    given: dict[str, Any] = {
        "office_name": OFFICE,
        "number": "2026-007",
        "title": MATTER,
        "decided": f"2026年11月20日{BODY}决议",
        "content": "清理东门内侧空地，硬化地面60平方米，安装雨棚、充电桩和监控。",
        "in_charge": "王芳",
        "contractor": "秦皇岛市和顺建筑安装工程有限公司",
        "starts_on": date(2026, 11, 28),
        "due_on": date(2026, 12, 31),
        "budget": "36,000元",
        "money_source": "公共收益",
        "actual": "34,820元",
        "finished_on": date(2026, 12, 22),
        "result": "充电棚建成并投入使用，楼道内电动车全部移出。",
        "milestones": (
            MilestoneLine("清理场地", date(2026, 12, 1), date(2026, 12, 1)),
            MilestoneLine("硬化地面", date(2026, 12, 8), date(2026, 12, 10), "雨天顺延2天"),
            MilestoneLine("安装通电", date(2026, 12, 25), date(2026, 12, 22)),
        ),
        "claims": (
            ClaimLine("清理场地", "第三网格党支部（8名党员）", date(2026, 11, 25),
                      date(2026, 12, 1), "张建军"),
            ClaimLine("夜间看护", "李建国（居民）", date(2026, 11, 26)),
        ),
        "changes": (
            ChangeLine("地面硬化完成日期改为12月10日", "连续降雨", "王芳\n2026-12-05",
                       "同意。张建军，2026-12-06"),
        ),
        "mark": MARK,
    }  # fmt: skip
    return WorkSheet(**(given | changes))


def evaluation_form(**changes: Any) -> EvaluationFormSheet:
    """Evaluation forms of the same matter."""
    given: dict[str, Any] = {
        "office_name": OFFICE,
        "matter": f"{MATTER}，2026年12月22日完工，支出34,820元，由公共收益列支。",
        "count": 40,
        "number": "2026-007",
        "return_by": "2027年1月10日前投入社区意见箱",
        "mark": MARK,
    }
    return EvaluationFormSheet(**(given | changes))


def evaluation_result(**changes: Any) -> EvaluationResultSheet:
    """The result of that evaluation."""
    given: dict[str, Any] = {
        "office_name": OFFICE,
        "title": f"和平里社区关于{MATTER}\n评议结果的公示",
        "matter": f"{MATTER}，2026年12月22日完工，支出34,820元。",
        "evaluated": "2027年1月4日至10日，向120户发放评议表，收回112份。",
        "figures": (("发出", "120份"), ("收回", "112份"), ("有效", "110份"), ("满意", "92份"),
                    ("基本满意", "13份"), ("不满意", "5份")),
        "result": "满意和基本满意共105份，占有效110份的95.5%，达到80%的要求。",
        "signed_on": date(2027, 1, 12),
        "opinions": ("充电位晚间不够用，建议再加10个。", "棚顶雨水流向通道，冬天会结冰。"),
        "handling": "雨水管已于1月11日加装；增加充电位另提交议事。",
        "notice_from": date(2027, 1, 12),
        "notice_to": date(2027, 1, 19),
        "objections_to": "居民监督委员会",
        "phone": "0335-3056789",
        "mark": MARK,
    }  # fmt: skip
    return EvaluationResultSheet(**(given | changes))


def poll(count: int = 7, **changes: Any) -> PollSlipSheet:
    """Slips for the households of one entrance."""
    given: dict[str, Any] = {
        "office_name": OFFICE,
        "question": QUESTION,
        "addresses": tuple(f"3号楼2单元{i // 2 + 1}0{i % 2 + 1}" for i in range(count)),
        "number": "2026-007",
        "deliver_by": "2026年11月30日",
        "mark": MARK,
    }
    return PollSlipSheet(**(given | changes))


def members(count: int = 30, **changes: Any) -> MemberListSheet:
    """Who was at the meeting."""
    rows = tuple(
        MemberLine(
            NAMES[i % 48], f"第{i % 6 + 1}网格居民代表", "11月16日　当面",
            "请假" if i % 9 == 8 else "出席", "" if i % 9 == 8 else f"13:{40 + i % 20}",
            "15:30" if i % 7 == 6 else "", "", "身体不适" if i % 9 == 8 else "",
        )
        for i in range(count)
    )  # fmt: skip
    given: dict[str, Any] = {
        "office_name": OFFICE,
        "meeting_name": BODY,
        "held": "2026年11月20日14:00至16:10",
        "place": "小院议事厅",
        "rows": rows,
        "totals": (("应到", f"{count}人"), ("实到", "27人"), ("请假", "3人"), ("列席", "2人")),
        "mark": MARK,
    }
    return MemberListSheet(**(given | changes))


def case_file(**changes: Any) -> CaseFileSheet:
    """A whole matter's file."""
    parts = (
        CasePart("议题提议表", proposal(), "王秀芬", date(2026, 10, 12)),
        CasePart(f"关于召开{BODY}的通知", meeting_notice(), day=date(2026, 11, 16)),
        CasePart(f"{BODY}议程", agenda(), day=date(2026, 11, 20)),
        CasePart(f"{BODY}签到表", sign_in(), day=date(2026, 11, 20)),
        CasePart("表决票（样票）", ballots(count=1, has_stub=False), day=date(2026, 11, 20)),
        CasePart("计票单", count_sheet(), "计票人", date(2026, 11, 20)),
        CasePart(f"{BODY}纪要", minutes(), day=date(2026, 11, 24)),
        CasePart(f"关于{MATTER}的决议", resolution(), BODY, date(2026, 11, 20)),
        CasePart("表决结果公示", notice(), day=date(2026, 11, 24)),
        CasePart("议题办理单", work(), day=date(2026, 12, 22)),
        CasePart("居民评议表（样表）", evaluation_form(count=1), day=date(2027, 1, 4)),
        CasePart("评议结果公示", evaluation_result(), day=date(2027, 1, 12)),
    )
    given: dict[str, Any] = {
        "office_name": OFFICE,
        "title": f"关于{MATTER}的议事卷宗",
        "number": "2026-007",
        "parts": parts,
        "from_day": date(2026, 10, 12),
        "until_day": date(2027, 1, 19),
        "filed_by": "王芳",
        "filed_on": date(2027, 1, 20),
        "mark": MARK,
    }
    return CaseFileSheet(**(given | changes))
