"""The measures of an assessment (考核) and how they become a score: no session, no clock.

Each measure is a share of something recorded, from 0 to 1, and has a weight in points. A measure
without a base (no event was due, no training was held) is neither 0 nor 1: its weight is left
out, and the others are scaled up to the sum of all weights, so that nobody gains or loses by what
there was no occasion for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from app.errors import InvalidInput


class Measure(StrEnum):
    """What is measured of a grid worker's recorded work."""

    RESPONSE = "response"
    IN_TIME = "in_time"
    HANDLED = "handled"
    SATISFACTION = "satisfaction"
    VISITS = "visits"
    GROUPS = "groups"
    TRAINING = "training"


MEASURE_NAMES = {
    Measure.RESPONSE: "按时响应",
    Measure.IN_TIME: "按期办结",
    Measure.HANDLED: "处置",
    Measure.SATISFACTION: "居民满意",
    Measure.VISITS: "走访覆盖",
    Measure.GROUPS: "居民入群",
    Measure.TRAINING: "培训比武",
}
FORMULAS = {
    Measure.RESPONSE: "本网格一小时内响应的事项 ÷ 应响应的事项",
    Measure.IN_TIME: "本网格期限内办结的事项 ÷ 应办结的事项",
    Measure.HANDLED: "本网格已处置的事项 ÷ 受理的事项",
    Measure.SATISFACTION: "满意和基本满意的回访 ÷ 有效回访",
    Measure.VISITS: "期内走访到的户 ÷ 网格总户数",
    Measure.GROUPS: "有人入群的户 ÷ 网格总户数",
    Measure.TRAINING: "期内培训比武得分 ÷ 满分",
}
DEFAULT_WEIGHTS = {
    Measure.RESPONSE: 20,
    Measure.IN_TIME: 20,
    Measure.HANDLED: 15,
    Measure.SATISFACTION: 15,
    Measure.VISITS: 15,
    Measure.GROUPS: 5,
    Measure.TRAINING: 10,
}
MOST_ADJUSTMENT = 10
"""Points that may be added or taken by hand, with a reason."""


@dataclass(frozen=True)
class Result:
    """One measure of one worker: so much of so much."""

    value: float
    base: float

    @property
    def share(self) -> Fraction | None:
        """From 0 to 1; None without a base."""
        if not self.base:
            return None
        return min(Fraction(self.value) / Fraction(self.base), Fraction(1))

    @property
    def shown(self) -> str:
        """92.3%（12/13）, or a dash."""
        share = self.share
        if share is None:
            return "—"
        return f"{float(share) * 100:.1f}%（{self.value:g}/{self.base:g}）"


def score_of(results: Mapping[Measure, Result], weights: Mapping[Measure, int]) -> float | None:
    """Points out of the sum of all weights, to one decimal; None when nothing has a base."""
    counted = {
        measure: share
        for measure, result in results.items()
        if (share := result.share) is not None and weights.get(measure, 0)
    }
    carried = sum(weights[measure] for measure in counted)
    if not carried:
        return None
    earned = sum((share * weights[measure] for measure, share in counted.items()), Fraction())
    return round(float(earned * sum(weights.values()) / carried), 1)


def check_weights(weights: Mapping[Measure, int]) -> None:
    """Weights are whole points from 0 to 100 and make 100 together.

    Raises:
        InvalidInput: names the measure, or the sum.
    """
    for measure, weight in weights.items():
        if not 0 <= weight <= 100:
            raise InvalidInput(
                f"“{MEASURE_NAMES[measure]}”的分值应在 0 到 100 之间。", "请改正。", field=measure
            )
    total = sum(weights.values())
    if total != 100:
        raise InvalidInput(f"各项分值合计应为 100 分，现在是 {total} 分。", "请调整后再保存。")
