"""The rule presets of ``resources/rules/council.toml``, and a body's own changes to them.

A rule the law fixes cannot be edited; what it leaves to the charter can. Rule sets are kept in
the database as JSON with fractions as text, so that a frozen rule reads back exactly.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from app.council.quorum import Base, Of, RuleSet, Threshold
from app.errors import InvalidInput, NotFound, RuleBroken

FIELD_NAMES = {
    "base": "参会范围",
    "quorum": "到会人数要求",
    "majority": "通过票数要求",
    "majority_of": "通过票数的基数",
    "abstentions_count": "弃权是否计入",
    "proxies_allowed": "是否可以委托",
    "most_proxies": "一人最多受几人委托",
    "special_majority": "特别事项通过票数要求",
}


@cache
def all_presets() -> tuple[RuleSet, ...]:
    """Every preset in every period of its validity."""
    text = files("resources").joinpath("rules", "council.toml").read_text("utf-8")
    return tuple(from_json(entry) for entry in tomllib.loads(text)["rule"])


def preset(key: str, on: date) -> RuleSet:
    """The preset in force on a day.

    Raises:
        NotFound: no such rule, or none in force that day.
    """
    for rule in all_presets():
        in_time = rule.effective_from <= on and (not rule.effective_to or on <= rule.effective_to)
        if rule.key == key and in_time:
            return rule
    raise NotFound(f"{on.year}年没有可用的议事规则。", "请在“设置—议事组织”中选择规则。")


def rule_in_force(key: str, overrides: Mapping[str, Any], on: date) -> RuleSet:
    """The preset of a day with a charter's changes applied.

    Changes to a field that the version of that day no longer leaves open are passed over: the
    law of the day stands above the charter.
    """
    rule = preset(key, on)
    return _applied(rule, {name: v for name, v in overrides.items() if name in rule.editable})


def check_overrides(rule: RuleSet, overrides: Mapping[str, Any]) -> RuleSet:
    """The rule with these changes.

    Raises:
        RuleBroken: a field the law fixes.
        InvalidInput: a value that makes no sense.
    """
    for name in overrides:
        if name not in rule.editable:
            field = FIELD_NAMES.get(name, "这一项")
            raise RuleBroken(
                f"{rule.name}的{field}由{rule.citation}规定，不能修改。", "请按规定执行。"
            )
    try:
        changed = _applied(rule, overrides)
    except (ValueError, ZeroDivisionError, KeyError, TypeError) as error:
        raise InvalidInput(
            "议事规则填写不对。", "比例请填分数，例如 2/3。", field="rule"
        ) from error
    if changed.most_proxies < 1:
        what, todo = "一人至少可以受一人委托。", "请填正整数，或改为不允许委托。"
        raise InvalidInput(what, todo, field="most_proxies")
    for name in ("quorum", "majority"):
        if not 0 < getattr(changed, name).share <= 1:
            raise InvalidInput(
                f"{FIELD_NAMES[name]}不能是这个比例。", "请填大于 0、不超过 1 的分数。", field=name
            )
    return changed


def _applied(rule: RuleSet, overrides: Mapping[str, Any]) -> RuleSet:
    values = {name: _READERS.get(name, bool)(value) for name, value in overrides.items()}
    return replace(rule, **values)


def _threshold(value: Mapping[str, Any]) -> Threshold:
    return Threshold(Fraction(value["share"]), bool(value["inclusive"]))


def _day(value: date | str | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


_READERS: dict[str, Any] = {
    "base": Base,
    "quorum": _threshold,
    "majority": _threshold,
    "majority_of": Of,
    "most_proxies": int,
    "special_majority": _threshold,
}


def threshold_json(threshold: Threshold) -> dict[str, Any]:
    """As kept in overrides and snapshots."""
    return {"share": str(threshold.share), "inclusive": threshold.inclusive}


def to_json(rule: RuleSet) -> dict[str, Any]:
    """A rule set as frozen in meetings and votes."""
    special = rule.special_majority
    return {
        "key": rule.key,
        "name": rule.name,
        "base": rule.base.value,
        "quorum": threshold_json(rule.quorum),
        "majority": threshold_json(rule.majority),
        "majority_of": rule.majority_of.value,
        "abstentions_count": rule.abstentions_count,
        "proxies_allowed": rule.proxies_allowed,
        "decides_for_all": rule.decides_for_all,
        "citation": rule.citation,
        "effective_from": rule.effective_from.isoformat(),
        "effective_to": rule.effective_to.isoformat() if rule.effective_to else None,
        "to_check": rule.to_check,
        "editable": sorted(rule.editable),
        "most_proxies": rule.most_proxies,
        "special_majority": special and threshold_json(special),
        "by_area": rule.by_area,
    }


def from_json(value: Mapping[str, Any]) -> RuleSet:
    """The reverse of :func:`to_json`; also reads an entry of the TOML file."""
    start = _day(value["effective_from"])
    if start is None:
        raise ValueError("effective_from is missing")
    special = value.get("special_majority")
    return RuleSet(
        key=value["key"],
        name=value["name"],
        base=Base(value["base"]),
        quorum=_threshold(value["quorum"]),
        majority=_threshold(value["majority"]),
        majority_of=Of(value["majority_of"]),
        abstentions_count=value["abstentions_count"],
        proxies_allowed=value["proxies_allowed"],
        decides_for_all=value["decides_for_all"],
        citation=value["citation"],
        effective_from=start,
        effective_to=_day(value.get("effective_to")),
        to_check=value.get("to_check", ""),
        editable=frozenset(value["editable"]),
        most_proxies=value.get("most_proxies", 1),
        special_majority=_threshold(special) if special else None,
        by_area=value.get("by_area", False),
    )
