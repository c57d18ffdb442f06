"""发文稿纸: the form that goes round with a draft for signatures. Pure. What is signed on paper stays empty."""

from typing import NamedTuple


class Field(NamedTuple):
    label: str
    text: str = ""
    lines: int = 1  # how high at least
    half: bool = False  # stands beside the next one


class Sheet(NamedTuple):
    heading: str
    title: str
    fields: tuple[Field, ...]

    @property
    def rows(self) -> list[tuple[Field, ...]]:
        """Whole fields alone, halves in pairs."""
        found: list[tuple[Field, ...]] = []
        for one in self.fields:
            if one.half and found and len(found[-1]) == 1 and found[-1][0].half:
                found[-1] = (*found[-1], one)
            else:
                found.append((one,))
        return found


def sheet(
    *,
    office: str,
    title: str,
    number: str = "",
    addressees: str = "",
    copied: str = "",
    annexes: str = "",
    signed: str = "",
    countersigned: str = "",
    reviewed: str = "",
    drafter: str = "",
    section: str = "",
    pages: str = "",
) -> Sheet:
    """份数、密级、紧急程度 are filled in by hand: nothing classified belongs into the portal."""
    fields = (
        Field("签发", signed, 5),
        Field("会签", countersigned, 4),
        Field("审核", reviewed, 4),
        Field("拟稿单位", section, 1, half=True),
        Field("拟稿人", drafter, 1, half=True),
        Field("标题", title, 2),
        Field("主送", addressees, 2),
        Field("抄送", copied, 2),
        Field("附件", annexes, 2),
        Field("发文字号", number, 1, half=True),
        Field("份数", pages, 1, half=True),
        Field("密级", "", 1, half=True),
        Field("紧急程度", "", 1, half=True),
        Field("校对", "", 1, half=True),
        Field("印发日期", "", 1, half=True),
    )
    return Sheet(f"{office}发文稿纸", title, fields)
