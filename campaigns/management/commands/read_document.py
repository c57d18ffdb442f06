"""`manage.py read_document FILE`: what a document's structured draft would be. Writes nothing to the database."""

import json
import sys
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser

from campaigns import parent_reading
from campaigns.reader import limits
from campaigns.reader.document import read
from campaigns.reader.lines import Unreadable
from campaigns.reader.proposal import ParentDocument, Proposal
from campaigns.reader.summary import told


class Command(BaseCommand):
    help = "读取一份通知或方案（.docx .pdf .txt .doc .wps），列出拟起草的内容；不写入数据库"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="文件；“-”表示从标准输入读取文字")
        parser.add_argument("--parent", metavar="PLAN_ID", help="上级方案的编号，用来对应各项的来源")
        parser.add_argument("--json", action="store_true", help="只输出JSON")
        parser.add_argument("--places", action="store_true", help="JSON另含各项所在的行和更正建议")

    def handle(self, *args: Any, **options: Any) -> None:
        parent = self._parent(options["parent"]) if options["parent"] else None
        try:
            proposal = read(*self._file(options["file"]), parent)
        except Unreadable as refusal:
            self._refuse(str(refusal))
        self.stdout.write(self._shown(proposal, options))

    def _shown(self, proposal: Proposal, options: dict[str, Any]) -> str:
        if options["json"]:
            return json.dumps(proposal.as_json(places=options["places"]), ensure_ascii=False, indent=1)
        return told(proposal)

    def _refuse(self, sentence: str) -> NoReturn:
        """One sentence on standard error, exit code 1; Django's own way would put an English word before it."""
        self.stderr.write(sentence)
        raise SystemExit(1)

    def _file(self, name: str) -> tuple[bytes, str]:
        """The bytes, no more than the reader takes plus one, so that an endless file ends."""
        if name == "-":
            return sys.stdin.buffer.read(limits.FILE + 1), "粘贴的文字"
        path = Path(name)
        try:
            with path.open("rb") as file:
                return file.read(limits.FILE + 1), path.name
        except IsADirectoryError:
            self._refuse(f"“{name}”是文件夹，请指定一个文件。")
        except (OSError, ValueError):
            self._refuse(f"打不开“{name}”，请核对路径和权限。")

    def _parent(self, word: str) -> ParentDocument:
        plan = parent_reading.find_plan(word)
        document = parent_reading.parent_document(plan) if plan else None
        if document is None:
            self._refuse(f"没有编号为“{word}”且已印发的方案，请核对上级方案编号。")
        return document
