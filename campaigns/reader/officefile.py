"""Old Word and WPS files, turned into .docx by LibreOffice where there is one."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from campaigns.reader import limits, wordfile
from campaigns.reader.lines import Source, Unreadable

_STREAM = "WordDocument".encode("utf-16-le")


def lines_of(data: bytes, shown: str, paste: str) -> Source:
    """Raises Unreadable when the file is no Word document, LibreOffice is absent, or it fails."""
    if _STREAM not in data:
        raise Unreadable(f"“{shown}”不是文字文档或已损坏，请用Word或WPS打开并另存为.docx后再读取。{paste}。")
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise Unreadable(f"本机不能读取旧格式的“{shown}”，请用Word或WPS另存为.docx后再读取。{paste}。")
    with tempfile.TemporaryDirectory(prefix="qm-read-") as folder:
        source = Path(folder) / "source.doc"
        source.write_bytes(data)
        # A profile of its own: two conversions at once share none. No macros run on conversion.
        command = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore"]
        command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", f"{folder}/out", str(source)]
        environment = {"PATH": os.environ.get("PATH", ""), "HOME": folder, "LC_ALL": "C.UTF-8"}
        try:
            subprocess.run(  # noqa: S603 - a program found on the path, arguments of our own
                command, capture_output=True, timeout=limits.OFFICE_SECONDS, check=False, env=environment
            )
            turned = (Path(folder) / "out" / "source.docx").read_bytes()
        except (subprocess.TimeoutExpired, OSError):
            raise Unreadable(f"“{shown}”无法转换，请用Word或WPS另存为.docx后再读取。{paste}。") from None
    return wordfile.lines_of(turned, shown, paste)
