"""How a due date reads: days left, and what must be said about it."""

import datetime as dt

from campaigns.workdays import is_workday, known


def left(due_on: dt.date, today: dt.date) -> str:
    """还有3天, 今天截止, 已逾期2天; plain days, the due day included."""
    days = (due_on - today).days
    if days > 0:
        return f"还有{days}天"
    return f"已逾期{-days}天" if days else "今天截止"


def caution(due_on: dt.date) -> str:
    """A date does not move by itself when offices are closed that day; a year without holiday data says so."""
    if not known(due_on.year):
        return f"尚无{due_on.year}年节假日安排，提醒日期暂按周一至周五推算。"
    return "" if is_workday(due_on) else "截止日期是休息日，不自动顺延，请提前报送。"


def spoken(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
