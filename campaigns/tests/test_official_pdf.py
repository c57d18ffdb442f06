"""The PDF measured with a ruler against GB/T 9704-2012: margins, lines, fonts by level, head, rules, page numbers."""

import dataclasses
import datetime as dt

import pytest

from campaigns.choices import Kind
from campaigns.official import measures as m
from campaigns.official.composing import Facts, compose
from campaigns.official.elements import width_of
from campaigns.official.pdf import pdf_of
from campaigns.official.sentences import Basis
from campaigns.paper import lay_out
from campaigns.resolving import Contents, Resolved
from campaigns.tests.measuring import Page, pages

LONG = "围绕重点产业开展质量提升行动，推动企业加强全面质量管理，提高产品和服务质量水平。" * 6
ISSUER = "福州市市场监督管理局"
PAGE_NUMBER = 13.6  # mm, how wide — 1 — is
BASIS = Basis(2024, "notice", (("质量强国建设纲要", ""),), dt.date(2024, 9, 1), dt.date(2024, 9, 30))
FACTS = Facts(
    BASIS,
    "福州市市场监督管理局关于开展2024年“质量月”活动的通知",
    ISSUER,
    number="榕市监〔2024〕9号",
    issuers=(ISSUER,),
    addressees=("各县（市）区市场监督管理局", "市局各处室"),
    copied=("福建省市场监督管理局",),
    signed_on=dt.date(2024, 8, 4),
    printed_on=dt.date(2024, 8, 5),
)


def one(kind: str, key: int, heading: str = "", text: str = "", *, under: object = None, position: int = 0) -> Resolved:
    return Resolved(key, key, kind, "added", heading, text, under, position)


PAPER = lay_out(
    Contents(
        (
            one(Kind.THEME, 1, text="加强质量支撑 共建质量强国"),
            *(one(Kind.SLOGAN, 10 + n, text=f"口号之{n}", position=n) for n in range(3)),
            *(one(Kind.SECTION, 20 + n, f"活动内容之{n}", LONG, position=n) for n in range(6)),
            one(Kind.ARRANGEMENT, 30, "重点安排之一"),
            one(Kind.ACTION, 40, "专项行动之一", under=30),
            one(Kind.REQUIREMENT, 50, "加强领导", LONG),
        )
    )
)


def made(form: str = "clean", head: str = "down", **changed) -> list[Page]:
    facts = dataclasses.replace(FACTS, **changed)
    return pages(pdf_of(compose(PAPER, facts, form=form, head=head)))


@pytest.fixture(scope="module")
def clean() -> list[Page]:
    return made()


@pytest.fixture(scope="module")
def red() -> list[Page]:
    return made("red")


def near(found: float, wanted: float, within: float = 1.0) -> bool:
    return abs(found - wanted) <= within


def test_margins_and_lines(clean):
    full = clean[1]
    assert len(full.lines) == m.LINES
    assert near(full.lines[0], m.TOP)
    assert near(max(piece.bottom for piece in full.pieces if piece.top < 261), m.TOP + m.TYPE_AREA[1])
    assert near(min(piece.left for piece in full.pieces if piece.top < 261), m.LEFT)


def test_a_line_holds_twenty_eight_signs(clean):
    """Lines of running text from edge to edge; a sign that may not begin a line, or two signs set closer, move one."""
    whole = [piece for piece in clean[1].pieces if near(piece.left, m.LEFT, 0.1) and width_of(piece.text) > 20]
    counted = [width_of(piece.text.strip()) for piece in whole]
    assert counted.count(28) >= len(counted) / 2
    assert all(27 <= number <= 29 for number in counted)


def test_fonts_and_sizes_by_level(clean):
    every = [piece for page in clean for piece in page.pieces]

    def look(words: str) -> tuple[str, float]:
        found = next(piece for piece in every if words in piece.text)
        return found.font.split("-")[0], found.size

    assert look("一、活动主题") == ("QMSansSCBold", m.THREE)
    assert look("（一）活动内容之0") == ("QMSerifSCBold", m.THREE)
    assert look("1.专项行动之一") == ("QMSerifSCRegular", m.THREE)
    assert look("围绕重点产业") == ("QMSerifSCRegular", m.THREE)
    assert look("关于开展2024年") == ("QMSerifSCBold", m.TWO)
    assert look("抄送：") == ("QMSerifSCRegular", m.FOUR)
    assert look("— 1 —") == ("QMSerifSCRegular", m.FOUR)


def test_levels_are_indented_two_signs_and_addressees_are_not(clean):
    every = [piece for page in clean for piece in page.pieces]
    for words in ("一、活动主题", "（一）活动内容之0", "1.专项行动之一", "根据《质量强国"):
        assert near(next(p for p in every if words in p.text).left, m.LEFT + 2 * m.CHARACTER, 0.2), words
    to = next(piece for piece in every if piece.text.startswith("各县"))
    assert near(to.left, m.LEFT, 0.1)
    assert to.text.rstrip().endswith("：")


def test_the_red_head(red):
    first = red[0]
    name, number, title = first.find(f"{ISSUER}文件"), first.find("榕市监〔2024〕9号"), first.find("关于开展2024年")
    (rule,) = [rule for rule in first.rules if rule.red]
    assert near(name.top, m.TOP + m.HEAD_DOWN)
    assert near(number.top, name.bottom + m.NUMBER_LINES * m.PITCH, 1.5)
    assert near(rule.at, number.bottom + m.RULE_DOWN, 0.5)
    assert near(rule.left, m.LEFT, 0.1)
    assert near(rule.right, m.LEFT + m.TYPE_AREA[0], 0.1)
    top = min(piece.top for piece in first.pieces if piece.size == m.TWO)
    assert near(top, rule.at + m.TITLE_LINES * m.PITCH)
    assert title.size == m.TWO


def test_the_body_is_on_the_first_page(red):
    assert "根据《质量强国" in red[0].text


def test_page_numbers_stand_outside(clean):
    for number, page in enumerate(clean, start=1):
        found = page.find(f"— {number} —")
        middle = (found.top + found.bottom) / 2
        assert near(middle, m.TOP + m.TYPE_AREA[1] + m.PAGE_NUMBER_DOWN)
        if number % 2:
            assert near(found.left + PAGE_NUMBER, m.LEFT + m.TYPE_AREA[0] - m.CHARACTER, 1)
        else:
            assert near(found.left, m.LEFT + m.CHARACTER, 0.3)


def test_signature_and_date(clean):
    page = next(page for page in clean if "2024年8月4日" in page.text)
    date = next(piece for piece in page.pieces if piece.text.strip() == "2024年8月4日")
    name = next(piece for piece in page.pieces if piece.text.strip() == ISSUER)
    edge = m.LEFT + m.TYPE_AREA[0]
    assert near(date.left + width_of("2024年8月4日") * m.CHARACTER, edge - 4 * m.CHARACTER, 2)
    assert near(name.left + 5 * m.CHARACTER, date.left + width_of("2024年8月4日") / 2 * m.CHARACTER, 2)
    assert date.top > name.top


def test_annex_note_and_annexes(clean):
    note = next(page for page in clean if "附件：" in page.text)
    assert near(note.find("附件：").left, m.LEFT + 2 * m.CHARACTER, 0.3)
    assert "2024年“质量月”口号。" not in note.text
    annex = next(page for page in clean if page.pieces[0].text.startswith("附件"))
    label, title = annex.pieces[0], annex.find("2024年“质量月”口号")
    assert (label.font.split("-")[0], label.size, title.size) == ("QMSansSCBold", m.THREE, m.TWO)
    assert near(label.left, m.LEFT, 0.1)
    assert near(label.top, m.TOP)
    assert near((title.top + title.bottom) / 2, m.TOP + 2 * m.PITCH + m.THREE * 25.4 / 144)


def test_the_imprint_ends_an_even_page_under_a_red_head(red, clean):
    for found, even in ((red, True), (clean, False)):
        last = found[-1]
        rules = sorted((rule for rule in last.rules if not rule.red), key=lambda rule: rule.at)
        assert [round(rule.thick, 2) for rule in rules] == [0.35, 0.25, 0.35]
        assert all(near(rule.right - rule.left, m.TYPE_AREA[0], 0.1) for rule in rules)
        assert near(rules[-1].at, m.TOP + m.TYPE_AREA[1])
        assert "2024年8月5日印发" in last.text
        assert f"— {len(found)} —" in last.text
        assert not even or len(found) % 2 == 0


def test_upward(red):
    found = made("red", "up", signers=("某某", "某某某"))[0]
    number, signer = found.find("榕市监〔2024〕9号"), found.find("某某某")
    assert near(number.left, m.LEFT + m.CHARACTER, 0.3)
    assert near(number.top, signer.top, 0.2)
    assert near(signer.left + 3 * m.CHARACTER, m.LEFT + m.TYPE_AREA[0] - m.CHARACTER)
    assert "签发人：" in found.text


def test_letter():
    found = made("red", "letter")
    first = found[0]
    name, number = first.find(ISSUER), first.find("榕市监〔2024〕9号")
    rules = sorted((rule for rule in first.rules if rule.red), key=lambda rule: rule.at)
    assert len(rules) == 4
    assert all(near(rule.right - rule.left, m.LETTER_RULE, 0.1) for rule in rules)
    assert all(near((rule.right + rule.left) / 2, 105, 0.1) for rule in rules)
    assert rules[0].thick > rules[1].thick
    assert rules[2].thick < rules[3].thick
    assert near(name.top, m.LETTER_DOWN)
    assert near(rules[0].at, name.bottom + m.LETTER_RULE_DOWN, 2.5)
    assert near(rules[3].at, m.PAGE[1] - m.LETTER_RULE_UP)
    assert near(number.left + width_of("榕市监〔2024〕9号") * m.CHARACTER, m.LEFT + m.TYPE_AREA[0], 2)
    assert "文件" not in name.text
    assert "— 1 —" not in first.text
    assert "— 2 —" in found[1].text


@pytest.mark.parametrize("several", [2, 4, 8])
def test_a_joint_head(several):
    names = tuple(f"某市第{n}委员会办公室" for n in "一二三四五六七八"[:several])
    first = made("red", "joint", issuers=names)[0]
    assert first.text.count("文件") == 1
    (rule,) = [rule for rule in first.rules if rule.red]
    tops = [piece.top for piece in first.pieces if piece.top < rule.at]
    assert near(min(tops), m.TOP + m.HEAD_DOWN, 1.5)
    assert rule.at < m.TOP + m.TYPE_AREA[1] * 0.7
    assert all(m.LEFT - 0.1 <= piece.left <= m.LEFT + m.TYPE_AREA[0] for piece in first.pieces)
    assert "".join(names) in first.text.replace("\n", "").replace("文件", "")
