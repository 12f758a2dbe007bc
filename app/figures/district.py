"""主要数字 of a street or district: counted from what the communities sent (domain.md §1)."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from app.figures.community_counts import added_up, joined, standing_counts, timed_counts
from app.figures.community_measures import BY_KEY
from app.figures.community_sources import marks_in_force, places, reported
from app.figures.headline import Figure

HEADLINE: Mapping[str, tuple[str, str]] = {
    "grids": ("网格", "登记的社区网格和专属网格"),
    "handled": ("民生事项办结", "已处置（含已结案）÷ 已受理，不含作废"),
    "settled": ("矛盾纠纷化解率", "已化解 ÷ 已受理的矛盾纠纷"),
    "councils": ("议事平台", "小院议事厅和网格议事厅，不含已撤销"),
    "registered": ("积分注册居民", "开立积分账户的人，合并的记录算一人"),
    "activities": ("积分活动", "已结束的活动"),
    "came": ("参与人次", "已结束活动中签到的人次"),
    "issued": ("发放积分", "入账的加分（含期初结转），减去冲正的"),
    "chat_groups": ("居民群", "登记的居民群，不含已解散的"),
    "joined": ("入群率", "有人在居民群的户 ÷ 登记的户"),
    "information_officer": ("信息员", "在任的信息员"),
}
"""Names and formulas of what is added up over the communities, of all time."""


def district_headline(session: Session) -> list[Figure]:
    """The headline figures of all communities below this station, in the order of domain.md §1."""
    known = places(session)
    counts = joined(standing_counts(session), timed_counts(session, None))
    total = added_up(counts[place.id] for place in known if place.id in counts)
    found = []
    for key, (name, formula) in HEADLINE.items():
        figure = BY_KEY[key].figure(total)
        found.append(Figure(key, name, figure.value, formula, figure.base))
    marks = marks_in_force(session)
    fresh = reported(session, known)
    marked = sum(place.id in marks for place in known)
    sent = sum(one.as_of is not None for one in fresh.values())
    in_time = sum(not one.late for one in fresh.values())
    return [
        *found,
        Figure("marked", "示范社区", marked, "授牌的示范社区 ÷ 全部社区", base=len(known)),
        Figure("sent", "已报送社区", sent, "收到过数据的社区 ÷ 全部社区", base=len(known)),
        Figure(
            "sent_in_time", "按期报送社区", in_time, "数据没有迟报的社区 ÷ 全部社区",
            base=len(known),
        ),
    ]  # fmt: skip
