"""A long list of places below an office, divided by the districts one and two levels below it. Pure, after `name`.

Paths are those of the tree of regions (`Region.path`); districts stand in administrative order, nothing is ranked.
"""

from collections import Counter
from collections.abc import Callable, Iterable

from orgs.models import Region


class Districts:
    """`base` is the office's own region, `paths` the regions of those in the list, one for each."""

    def __init__(self, base: Region, paths: Iterable[str]) -> None:
        self.base, self.step = base, base.steplen
        places = list(paths)
        self.first = Counter(self._cut(path, 1) for path in places)
        self.second = Counter(self._cut(path, 2) for path in places if len(path) > len(base.path) + self.step)
        self.regions: dict[str, Region] = {}

    @property
    def paths(self) -> set[str]:
        """Of which regions the names are wanted."""
        return {*self.first, *(self.second if self._is_deep else ())}

    def name(self, regions: Iterable[Region]) -> None:
        self.regions = {region.path: region for region in regions}

    @property
    def is_divided(self) -> bool:
        """A list of one line to each district needs no division."""
        return len(self.first) > 1 and max(self.first.values()) > 1

    @property
    def _is_deep(self) -> bool:
        return self.is_divided and max(self.second.values(), default=0) > 1

    def within(self, code: str) -> Callable[[str], bool]:
        """Which paths lie in the district of that code; all of them when it is none of these. The office's own region
        means what lies in it and in no district."""
        area = self._of(code)
        if area is None:
            return lambda path: True
        return lambda path: path == area if area == self.base.path else path.startswith(area)

    def heading(self, path: str, code: str) -> str:
        """Under which name a line stands: its district, or the one below when a district is chosen."""
        area = self._of(code)
        if not self.is_divided or area == self.base.path:
            return ""
        if area is None:
            return self._label(self._cut(path, 1))
        return self._label(self._cut(path, 2)) if self._is_deep and len(area) == len(self.base.path) + self.step else ""

    def choices(self, code: str) -> list[dict]:
        """Of a filter: each district with how many; beneath the chosen one those within it."""
        if not self.is_divided:
            return []
        area, found = self._of(code) or "", []
        for path in sorted(self.first):
            found.append(self._choice(path, self.first[path], area, ""))
            if self._is_deep and path != self.base.path and area.startswith(path):
                below = (each for each in sorted(self.second) if each.startswith(path))
                found += [self._choice(each, self.second[each], area, "　") for each in below]
        return [each for each in found if each["value"]]

    def _choice(self, path: str, count: int, area: str, indent: str) -> dict:
        region = self.regions.get(path)
        return {"value": region.code if region else "", "label": indent + self._label(path), "count": count,
                "current": path == area}  # fmt: skip

    def _label(self, path: str) -> str:
        if path == self.base.path:
            return "本级单位"
        return str(self.regions[path]) if path in self.regions else ""

    def _of(self, code: str) -> str | None:
        return next((path for path, region in self.regions.items() if code and region.code == code), None)

    def _cut(self, path: str, levels: int) -> str:
        """A body of another region, which none is asked from as a rule, stands by itself."""
        return path[: len(self.base.path) + levels * self.step] if path.startswith(self.base.path) else path
