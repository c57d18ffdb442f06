"""What makes the words of an activity wrong: plain values in, sentences for the person out."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from activities.choices import Outcome

UNNAMED = "（活动名称待填写）"  # a draft that was made to keep photos; it cannot be handed in so
MARGIN = dt.timedelta(days=183)  # activities may precede or follow September, but not by more than half a year
LONGEST_STAY = dt.timedelta(days=183)
NEED_REASON = (Outcome.POSTPONED, Outcome.CANCELLED)


def problems(words: Mapping[str, Any], *, starts_on: dt.date, ends_on: dt.date, today: dt.date) -> dict[str, str]:
    """Field → what is wrong and what to do. The dates given are the campaign's and Beijing's today."""
    found: dict[str, str] = {}
    if not (words.get("title") or "").strip():
        found["title"] = "请用一句话写明开展了什么活动。"
    held_on, until = words.get("held_on"), words.get("ends_on")
    if held_on is None:
        found["held_on"] = "请填写活动日期。"
    elif not starts_on - MARGIN <= held_on <= ends_on + MARGIN:
        found["held_on"] = f"日期{_day(held_on)}不在本年度“质量月”前后半年之内，请核对年份。"
    elif words.get("outcome") == Outcome.HELD and held_on > today:
        found["held_on"] = f"日期{_day(held_on)}还没有到，请核对；尚未开展的，请将开展情况选为“计划开展”。"
    if held_on and until and until < held_on:
        found["ends_on"] = f"结束日期{_day(until)}早于开始日期{_day(held_on)}，请核对。"
    elif held_on and until and until - held_on > LONGEST_STAY:
        found["ends_on"] = f"结束日期{_day(until)}距开始日期超过半年，请核对年份。"
    if words.get("outcome") in NEED_REASON and not (words.get("outcome_reason") or "").strip():
        found["outcome_reason"] = "请简要写明延期或取消的原因。"
    return found


def _day(value: dt.date) -> str:
    return f"{value.year}年{value.month}月{value.day}日"
