"""What pasted messages tell: measured on written samples; for any text spans hold and no figure lacks its wording."""

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activities.noticing.amounts import amounts
from activities.noticing.days import days
from activities.noticing.pictures import Held, Shot, share, shot
from activities.noticing.reading import notice
from activities.quantities import QUALIFIERS
from activities.tests.chat_measure import SETS, measured
from activities.tests.chats import KNOWN, OWN, PLANNED

SIGNS = "0123456789０９一二十百千万亿余多约近第数，。、；：“”《》（）()[]\n \t\r\0年月日号至—.-/"
WORDS = [
    "9月10日",
    "近日",
    "400余人次",
    "联合",
    "在",
    "开展",
    "举办",
    "1、",
    "一、",
    "地点：",
    "[图片]",
    "区住建局",
    "发放资料",
    "群众",
    "😀",
]
PIECES = [*SIGNS, *WORDS, "\u2028", "张科 15:20\n"]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=60).map("".join)


@pytest.mark.parametrize(("which", "least"), [("tuned", 0.95), ("unseen", 0.84)])
def test_the_samples_are_read_as_people_would(capsys, which, least):
    count, said = measured(SETS[which])
    precision = count["right"] / (count["right"] + count["extra"])
    recall = count["right"] / (count["right"] + count["missed"])
    texts = len(SETS[which])
    with capsys.disabled():
        print(  # noqa: T201  (the measure is to be read)
            f"\n{which}: {texts} texts, {count['cut']} cut right, precision {precision:.3f}, recall {recall:.3f}",
            said,
        )
    assert count["cut"] == texts, said
    assert precision >= least, said
    assert recall >= least, said


@pytest.mark.parametrize(
    "piece", ["县教育局、", "午午、", "，县教育局、市监局", "走进社区", "到校", " 到了 ", "【9月1日】", "联合"]
)
def test_long_texts_are_read_in_good_time(piece):
    before = time.process_time()
    notice(piece * (20_000 // len(piece)), year=2024, known=KNOWN, own=OWN, planned=PLANNED)
    assert time.process_time() - before < 5


@given(TEXTS)
def test_any_text_is_read_and_spans_lie_in_it(text):
    found = notice(text, year=2024, known=KNOWN, own=OWN, planned=PLANNED)
    last = 0
    for each in found.activities:
        assert last <= each.start < each.end <= len(text)
        last = each.end
        for mark in each.marks:
            assert each.start <= mark.start < mark.end <= each.end
        told = {mark.field: " ".join(text[mark.start : mark.end].split()) for mark in each.marks}
        assert each.title == told.get("title", "")
        assert each.place.split() == told.get("place", "").split()
        assert (each.held_on is None) == ("held_on" not in told)
        written = {text[m.start : m.end] for m in each.marks if m.field in ("figure", "counter")}
        assert {q.wording for q in (each.figures | each.counters).values()} == written
    for start, end in found.left:
        assert 0 <= start < end <= len(text)


@given(TEXTS)
def test_a_qualifier_is_never_lost(text):
    for each in amounts(text):
        wording = text[each.start : each.end]
        assert each.quantity.wording == wording
        assert each.quantity.qualifier in QUALIFIERS
        if any(sign in wording for sign in ("余", "多", "约", "近", "以上", "左右", "超", "逾")):
            assert each.quantity.qualifier, wording


@pytest.mark.parametrize(
    ("text", "value", "qualifier"),
    [("发放资料400余份", 400, "余"), ("近3千人次", 3000, "近"), ("约1.5万人", 15000, "约"), ("三百五十多名", 350, "余"),
     ("附近20人", 20, ""), ("超过100家", 100, "余"), ("两万三千人次", 23000, ""), ("１２０家", 120, "")],
)  # fmt: skip
def test_figures_keep_value_and_qualifier(text, value, qualifier):
    found = amounts(text)
    assert [(each.quantity.value, each.quantity.qualifier) for each in found] == [(value, qualifier)]


@pytest.mark.parametrize("text", ["数百人", "上千人次", "几十家", "二三十人", "第3场", "一场", "千家万户", "2024年"])
def test_what_is_no_figure(text):
    assert amounts(text) == []


@pytest.mark.parametrize(
    "text", ["近日", "昨天下午", "10日，", "9月", "2月30日", "9月25日前", "截至9月10日", "13月1日", "满意度9.10%"]
)
def test_what_is_no_date(text):
    assert days(text, 2024) == []


def test_the_year_is_the_campaigns_unless_it_is_written():
    assert [(d.first, d.last) for d in days("9月10日至12日，2023年9月1日，2024-09-05", 2024)] == [
        (dt.date(2024, 9, 10), dt.date(2024, 9, 12)),
        (dt.date(2023, 9, 1), dt.date(2023, 9, 1)),
        (dt.date(2024, 9, 5), dt.date(2024, 9, 5)),
    ]


@pytest.mark.parametrize(
    ("name", "day", "sure"),
    [("IMG_20240910_093000.jpg", 10, True), ("微信图片_20240912103000.jpg", 12, False), ("9月11日现场.jpg", 11, True),
     ("mmexport1725950000000.jpg", 10, False), ("Screenshot_2024-09-13-10.png", 13, False)],
)  # fmt: skip
def test_names_of_pictures_tell_days(name, day, sure):
    assert shot(name, None, 2024) == Shot(dt.date(2024, 9, day), sure)


@pytest.mark.parametrize("name", ["image.png", "现场.jpg", "IMG_0012.JPG", "20249999.jpg", "mmexport1.jpg", ""])
def test_names_that_tell_nothing(name):
    assert shot(name, None, 2024) == Shot()


def test_pictures_go_by_day_then_by_signs_then_by_order():
    ten, twelve = dt.date(2024, 9, 10), dt.date(2024, 9, 12)
    held = [Held(ten, None), Held(twelve, None)]
    found = share([Shot(twelve), Shot(ten, sure=True), Shot(), Shot(dt.date(2024, 9, 20))], held)
    assert found.groups == [[1, 2, 3], [0]]
    assert found.guessed == [2, 3]
    assert share([Shot(dt.date(2024, 9, 20), sure=True)], held).days == {dt.date(2024, 9, 20): [0]}
    assert share([Shot()] * 3, [Held(ten, None, 2), Held(twelve, None, 1)]).groups == [[0, 1], [2]]
    assert share([Shot(ten), Shot(twelve), Shot()], []).days == {ten: [0], twelve: [1], None: [2]}


DAYS = st.none() | st.dates(dt.date(2024, 9, 1), dt.date(2024, 9, 5))


@given(
    st.lists(st.builds(Shot, DAYS, st.booleans()), max_size=12),
    st.lists(st.builds(Held, DAYS, st.none(), st.integers(0, 3)), max_size=4),
)
def test_every_picture_goes_to_one_place(shots, held):
    found = share(shots, held)
    placed = [index for group in (*found.groups, *found.days.values()) for index in group]
    assert sorted(placed) == list(range(len(shots)))
