"""`manage.py measure_reader`: how well documents are read, kind by kind, against answers written down by people."""

import json
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from campaigns.reader import gold
from campaigns.reader.document import read
from campaigns.reader.measuring import Score, measure

SAMPLES = settings.BASE_DIR / "campaigns" / "tests" / "documents"


class Command(BaseCommand):
    help = "对照标准答案，逐份、逐类计算文件读取的准确率、召回率和F1"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--documents", type=Path, default=SAMPLES, help="文件所在的文件夹")
        parser.add_argument("--gold", type=Path, help="标准答案（JSON）所在的文件夹，默认与文件同处")
        parser.add_argument("--parent", metavar="NAME", help="作为上级方案的文件名开头，默认取其中的国家级文件")
        parser.add_argument("--json", action="store_true", help="只输出JSON")
        parser.add_argument("--misses", action="store_true", help="同时列出不足1.00的类别")

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(gold.pairs(options["documents"], options["gold"] or options["documents"]))
        parent = self._parent(found, options["parent"])
        rows: dict[str, dict[str, Score]] = {}
        seconds = []
        for path, sheet in found:
            wanted = gold.answers(sheet)
            above = self._above(path, sheet, found, parent)
            if above and "key_arrangements" in sheet:
                gold.resolve_origins(wanted, gold.answers(above))
            start = time.perf_counter()
            told = read(path.read_bytes(), path.name, gold.parent_of(above) if above else None).as_json()
            seconds.append(time.perf_counter() - start)
            rows[path.name] = measure(told, wanted)
        self.stdout.write(self._json(rows) if options["json"] else self._table(rows, seconds))

    def _parent(self, found: list, name: str | None) -> tuple[Path, dict] | None:
        for path, sheet in found:
            if (name and path.name.startswith(name)) or (not name and sheet.get("level") == "国家级"):
                return path, sheet
        return None

    def _above(self, path: Path, sheet: dict, found: list, parent: tuple[Path, dict] | None) -> dict | None:
        """The sheet of the parent: named by the document's own sheet, else the one for all; never itself."""
        own = next((other for p, other in found if sheet.get("parent") and p.stem == Path(sheet["parent"]).stem), None)
        return own or (parent[1] if parent and parent[0] != path else None)

    def _json(self, rows: dict[str, dict[str, Score]]) -> str:
        told = {
            name: {kind: {"p": s.precision, "r": s.recall, "f1": s.f1, **vars(s)} for kind, s in scores.items()}
            for name, scores in {**rows, "all": self._all(rows)}.items()
        }
        return json.dumps(told, ensure_ascii=False, indent=1)

    def _all(self, rows: dict[str, dict[str, Score]]) -> dict[str, Score]:
        total: dict[str, Score] = defaultdict(Score)
        for scores in rows.values():
            for kind, score in scores.items():
                total[kind] += score
        return dict(total)

    def _table(self, rows: dict[str, dict[str, Score]], seconds: list[float]) -> str:
        lines = [
            "| document | kind | precision | recall | F1 | right / proposed / there |",
            "|---|---|---|---|---|---|",
        ]
        for name, scores in {**rows, "**all**": self._all(rows)}.items():
            for kind, s in scores.items():
                if s.proposed or s.there:
                    figures = f"{s.precision:.2f} | {s.recall:.2f} | {s.f1:.2f} | {s.right} / {s.proposed} / {s.there}"
                    lines.append(f"| {name} | {kind} | {figures} |")
        if seconds:
            lines.append(f"\n{len(rows)} documents, {max(seconds):.2f} s for the slowest")
        return "\n".join(lines)
