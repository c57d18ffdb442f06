"""Some of the demonstration's activities came back once and were mended; a few accepted ones wait to be corrected."""

from collections.abc import Sequence

from activities import correcting, logging, reviewing
from activities.choices import State
from activities.demoplans import Desk
from activities.models import Activity

EACH = 3  # so many handed-in ones to one that came back before
CORRECTED = 4
REASON = "请补充参加的群众人数。\n请写明开展了什么、取得什么效果。"
NOTE = "人数统计有误，现予更正。"
MENDED = "现场设置展板和咨询台，介绍质量常识，发放资料，解答群众提问，并回访了咨询群众。"


def review_again(desk: Desk, done: Sequence[Activity]) -> None:
    """Return, mend and hand in anew; begin corrections and hand them in."""
    for activity in [each for each in done if each.state == State.HANDED_IN][::EACH]:
        reviewing.send_back(activity=activity, reason=REASON, by=desk.clerk)
        words = {name: getattr(activity, name) for name in logging.WORDS}
        words |= {"text": MENDED, "residents": 320, "residents_qualifier": "余"}
        holders = [(holder.unit, holder.name) for holder in activity.co_holders.all()]
        logging.change(activity=activity, words=words, version=activity.version, by=desk.clerk, holders=holders)
        logging.hand_in(activity=activity, by=desk.clerk)
    for activity in [each for each in done if each.state == State.ACCEPTED][:CORRECTED]:
        figures = {"residents": 260, "residents_qualifier": "余"}
        holders = [(each.unit, each.name) for each in activity.co_holders.all()]
        correction = correcting.save(
            activity=activity, columns=figures, holders=holders, version=None, note=NOTE, by=desk.clerk
        )
        correcting.hand_in(correction=correction, by=desk.clerk)
