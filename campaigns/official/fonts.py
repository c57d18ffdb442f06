"""Which fonts a PDF is set in: the host's own official ones, else the open ones that come along (see fonts/OFL.txt)."""

from functools import cache
from pathlib import Path

import typst

HERE = Path(__file__).resolve().parent
SHIPPED = HERE / "fonts"

# family → names it goes by, the preferred first; the last one is ours
FAMILIES = {
    "fang": "FangSong_GB2312 仿宋_GB2312 FangSong 仿宋 STFangsong 华文仿宋 FZFangSong-Z02S 方正仿宋_GBK QM-Serif-SC",
    "hei": "SimHei 黑体 FZHei-B01S 方正黑体_GBK STHeiti QM-Sans-SC",
    "kai": "KaiTi_GB2312 楷体_GB2312 KaiTi 楷体 STKaiti 华文楷体 FZKai-Z03S 方正楷体_GBK QM-Serif-SC",
    "biao": "FZXiaoBiaoSong-B05S FZXiaoBiaoSong-B05 方正小标宋简体 方正小标宋_GBK QM-Serif-SC",
    "song": "SimSun 宋体 NSimSun STSong 华文宋体 QM-Serif-SC",
}


@cache
def book() -> typst.Fonts:
    """The fonts of this machine and ours, looked for once per process."""
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=False, font_paths=[str(SHIPPED)])


@cache
def chosen() -> dict[str, list[str]]:
    """For each part the fonts to try for a sign, in order: the host's first one, then ours."""
    here = {name.lower(): name for name in book().families()}
    return {part: choose(names.replace("QM-Serif-SC", "QM*Serif*SC").replace("QM-Sans-SC", "QM*Sans*SC").split(), here)
            for part, names in FAMILIES.items()}  # fmt: skip


def choose(names: list[str], here: dict[str, str]) -> list[str]:
    wanted = [name.replace("*", " ") for name in names]
    own = [here[name.lower()] for name in wanted[:-1] if name.lower() in here][:1]
    return list(dict.fromkeys([*own, wanted[-1], "QM Serif SC"]))
