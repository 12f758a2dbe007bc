"""Roles and what each may do: one table, asked by every use case."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from app.errors import NotAllowed


class Role(StrEnum):
    """What an account is for."""

    SECRETARY = "secretary"
    GRID_WORKER = "grid_worker"
    POINTS_CLERK = "points_clerk"
    VIEWER = "viewer"
    OPERATOR = "operator"


class Permission(StrEnum):
    """One thing somebody may do."""

    MANAGE_ACCOUNTS = "manage_accounts"
    CHANGE_SETTINGS = "change_settings"
    EDIT_GRIDS = "edit_grids"
    EDIT_RESIDENTS = "edit_residents"
    SEE_RESIDENTS = "see_residents"
    REVEAL_PERSONAL_DATA = "reveal_personal_data"
    EXPORT = "export"
    IMPORT = "import"
    RECORD_VISITS = "record_visits"
    SEE_EVENTS = "see_events"
    REPORT_EVENTS = "report_events"
    DIRECT_EVENTS = "direct_events"
    ASSESS_STAFF = "assess_staff"
    SEE_POINTS = "see_points"
    RECORD_POINTS = "record_points"
    REVIEW_POINTS = "review_points"
    RUN_ACTIVITIES = "run_activities"
    REDEEM_POINTS = "redeem_points"
    EDIT_POINTS_RULES = "edit_points_rules"
    EDIT_MATTERS = "edit_matters"
    RUN_MEETINGS = "run_meetings"
    EDIT_BODIES = "edit_bodies"
    SIGN_MINUTES = "sign_minutes"
    SEE_COUNCIL = "see_council"
    BACK_UP = "back_up"
    SEE_AUDIT = "see_audit"
    EXCHANGE = "exchange"
    PAIR = "pair"
    ASSIGN = "assign"
    RESPOND = "respond"


ROLE_NAMES = {
    Role.SECRETARY: "书记",
    Role.GRID_WORKER: "网格员",
    Role.POINTS_CLERK: "积分管理员",
    Role.VIEWER: "查阅",
    Role.OPERATOR: "指挥中心",
}

PERMISSION_NAMES = {
    Permission.MANAGE_ACCOUNTS: "管理账号",
    Permission.CHANGE_SETTINGS: "更改设置",
    Permission.EDIT_GRIDS: "登记网格、楼栋",
    Permission.EDIT_RESIDENTS: "登记居民",
    Permission.SEE_RESIDENTS: "查看居民",
    Permission.REVEAL_PERSONAL_DATA: "查看完整证件号和电话",
    Permission.EXPORT: "导出数据",
    Permission.IMPORT: "导入数据",
    Permission.RECORD_VISITS: "登记走访",
    Permission.SEE_EVENTS: "查看事项",
    Permission.REPORT_EVENTS: "登记和办理事项",
    Permission.DIRECT_EVENTS: "派遣、核查、结案、挂起、作废和吹哨",
    Permission.ASSESS_STAFF: "考核网格员",
    Permission.SEE_POINTS: "查看积分",
    Permission.RECORD_POINTS: "登记积分",
    Permission.REVIEW_POINTS: "审核积分",
    Permission.RUN_ACTIVITIES: "组织活动",
    Permission.REDEEM_POINTS: "办理积分兑换",
    Permission.EDIT_POINTS_RULES: "修改积分细则和清零",
    Permission.EDIT_MATTERS: "登记议题",
    Permission.RUN_MEETINGS: "主持和记录会议",
    Permission.EDIT_BODIES: "设置议事组织",
    Permission.SIGN_MINUTES: "签发纪要",
    Permission.SEE_COUNCIL: "查看议事",
    Permission.BACK_UP: "备份和恢复",
    Permission.SEE_AUDIT: "查看操作日志",
    Permission.EXCHANGE: "制作和收取报送包",
    Permission.PAIR: "与上下级单位配对",
    Permission.ASSIGN: "向下级指派任务、发布通知和授牌",
    Permission.RESPOND: "办理吹哨报到",
}

_SEE = {
    Permission.SEE_RESIDENTS,
    Permission.SEE_COUNCIL,
    Permission.SEE_EVENTS,
    Permission.SEE_POINTS,
}
_WORK = _SEE | {
    Permission.EDIT_RESIDENTS,
    Permission.REVEAL_PERSONAL_DATA,
    Permission.RECORD_VISITS,
    Permission.REPORT_EVENTS,
    Permission.RECORD_POINTS,
    Permission.RUN_ACTIVITIES,
    Permission.EDIT_MATTERS,
    Permission.RUN_MEETINGS,
}
_POINTS = {
    Permission.RECORD_POINTS,
    Permission.REVIEW_POINTS,
    Permission.RUN_ACTIVITIES,
    Permission.REDEEM_POINTS,
    Permission.EDIT_POINTS_RULES,
    Permission.EXPORT,
}
GRANTED: dict[Role, frozenset[Permission]] = {
    Role.SECRETARY: frozenset(Permission),
    Role.OPERATOR: frozenset(Permission),
    Role.GRID_WORKER: frozenset(_WORK),
    Role.POINTS_CLERK: frozenset(_SEE | _POINTS | {Permission.REVEAL_PERSONAL_DATA}),
    Role.VIEWER: frozenset(_SEE),
}


@dataclass(frozen=True)
class Actor:
    """Who acts: the account that is logged in, as use cases see it."""

    account_id: UUID
    login: str
    name: str
    role: Role

    def may(self, permission: Permission) -> bool:
        """Whether the role grants this."""
        return permission in GRANTED[self.role]

    def require(self, permission: Permission) -> None:
        """Go on only with this permission.

        Raises:
            NotAllowed: names the role and what it lacks.
        """
        if not self.may(permission):
            raise NotAllowed(
                f"“{ROLE_NAMES[self.role]}”账号不能{PERMISSION_NAMES[permission]}。",
                "请书记本人操作，或由书记在“设置—账号”中调整角色。",
            )
