"""Shapes of the open interface's answers about regions and units."""

from ninja import Field, Schema

CODE = "GB/T 2260 区划代码，全国为100000"
LEVEL = "层级：nation、province、prefecture、county"


class Problem(Schema):
    detail: str = Field(description="一句话说明哪里不对、应怎样改")


class UnitShape(Schema):
    code: str = Field(description=CODE)
    name: str
    level: str = Field(description=LEVEL)


class RegionShape(Schema):
    code: str = Field(description=CODE)
    name: str
    short_name: str
    level: str = Field(description=LEVEL)
    parent: str | None = Field(description="上一级的区划代码")
    children: int = Field(description="下一级地区的个数")


def unit_shape(unit) -> dict:
    """A unit by its region's code and level, and its own name."""
    return {"code": unit.region.code, "name": unit.name, "level": unit.region.level}
