"""How long documents take as files, for the benchmarks; each time with words that were not set before."""

import dataclasses
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from campaigns.models import Edition
from campaigns.official.elements import Block, Document, Run
from campaigns.official.gathering import document_of
from campaigns.official.word import word_of


def measure(
    editions: Iterable[Edition], write: Callable[[Document], bytes], rounds: int, target: str
) -> dict[str, object]:
    """Reading the rows and writing the file, for each edition in turn; `target` is what LibreOffice makes of ours."""
    found = list(editions)
    taken = []
    for number in range(rounds):
        for one in found:
            start = time.perf_counter()
            write(_new(document_of(Edition.objects.get(pk=one.pk)), number))
            taken.append(time.perf_counter() - start)
    return {
        "value": statistics.median(taken),
        "unit": f"seconds a document, the slowest {max(taken):.2f}",
        "yardstick": "LibreOffice making the same kind of file from our Word files, one start for all",
        "yardstick_value": _office([word_of(document_of(one)) for one in found], target),
        "n": len(taken),
    }


def _new(document: Document, number: int) -> Document:
    """With other words in every paragraph: the page setter remembers what it has set before."""
    body = tuple(
        one._replace(runs=(*one.runs, Run(chr(0x4E00 + number)))) for one in document.body if isinstance(one, Block)
    )
    annexes = tuple(
        one._replace(blocks=tuple(each._replace(sign=f"{number}{each.sign}") for each in one.blocks))
        for one in document.annexes
    )
    return dataclasses.replace(document, body=body, annexes=annexes)


def _office(files: list[bytes], target: str) -> float:
    """Seconds a document; nought where LibreOffice is not installed."""
    program = shutil.which("soffice")
    if program is None:
        return 0.0
    with tempfile.TemporaryDirectory() as folder:
        names = [Path(folder, f"{number}.docx") for number in range(len(files))]
        for name, content in zip(names, files, strict=True):
            name.write_bytes(content)
        how = ["--headless", "--convert-to", target, "--outdir", str(Path(folder, "made"))]
        command = [program, f"-env:UserInstallation=file://{folder}/profile", *how, *map(str, names)]
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603  (our own files)
        return (time.perf_counter() - start) / len(files)
