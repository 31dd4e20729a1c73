"""Old and foreign word-processor files (.doc, .odt, .rtf) turned into .docx by LibreOffice, where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from meetings.intake.readers import errors, guard
from meetings.intake.readers.errors import UnreadableDocument
from meetings.intake.readers.kinds import Kind
from meetings.intake.readers.limits import Limits

# The filter is named, so that LibreOffice does not take damaged files for plain text or something else.
_FILTERS = {
    Kind.DOC: "MS Word 97",
    Kind.ODT: "writer8",
    Kind.RTF: "Rich Text Format",
    Kind.WORD_XML: "MS Word 2003 XML",
}
_NAMES = {Kind.DOC: ".doc", Kind.ODT: ".odt", Kind.RTF: "RTF", Kind.WORD_XML: "Word XML"}

# A profile of our own: no macros, no active content, links never followed, and a proxy that leads nowhere.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
 <prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
 <prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
 <prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
 <prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
 <prop oor:name="Link" oor:op="fuse"><value>2</value></prop>
</item>
<item oor:path="/org.openoffice.Inet/Settings">
 <prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop>
 <prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
 <prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop>
 <prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
 <prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop>
 <prop oor:name="ooInetNoProxy" oor:op="fuse"><value></value></prop>
</item>
</oor:items>
"""
# POSIX sh sets the ceiling (in KiB) before LibreOffice starts, so that all its processes inherit it.
_LIMITED = 'ulimit -v "$0" && exec "$@"'


def find_program() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def to_docx(data: bytes, kind: Kind, limits: Limits) -> bytes:
    """Return the document as .docx bytes. Raises UnreadableDocument where LibreOffice is missing, fails or is too slow."""
    program = find_program()
    if program is None:
        raise UnreadableDocument(errors.NO_OFFICE.format(kind=_NAMES[kind]))
    with tempfile.TemporaryDirectory(prefix="intake-") as folder:
        return _convert(program, Path(folder), data, kind, limits)


def _convert(program: str, folder: Path, data: bytes, kind: Kind, limits: Limits) -> bytes:
    source, profile = folder / "in", folder / "profile"
    source.write_bytes(data)
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    process = subprocess.Popen(  # noqa: S603 - fixed program and arguments, no user text among them
        [
            *("/bin/sh", "-c", _LIMITED, str(limits.office_memory_bytes // 1024)),
            *(program, "--headless", "--norestore", "--nolockcheck", f"-env:UserInstallation={profile.as_uri()}"),
            *(
                f"--infilter={_FILTERS[kind]}",
                "--convert-to",
                "docx:Office Open XML Text",
                "--outdir",
                str(folder / "out"),
                str(source),
            ),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={"PATH": os.environ.get("PATH", os.defpath), "HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8"},
        start_new_session=True,
    )
    try:
        guard.wait(process, limits.office_seconds)
    except TimeoutError as error:
        raise UnreadableDocument(
            errors.OFFICE_SLOW.format(kind=_NAMES[kind], limit=f"{limits.office_seconds:g}")
        ) from error
    result = folder / "out" / "in.docx"
    if not result.is_file() or result.stat().st_size > limits.file_bytes:
        raise UnreadableDocument(errors.OFFICE_FAILED.format(kind=_NAMES[kind]))
    return result.read_bytes()
