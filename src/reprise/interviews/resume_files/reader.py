"""The process that reads one file from standard input and prints its text, or why there is none, as JSON."""

from __future__ import annotations

import io
import json
import resource
import signal
import sys
import zipfile
from typing import Final

_MEMORY_BYTES: Final = 768 * 1024 * 1024
_CPU_S: Final = 15
_PAGES_AT_MOST: Final = 50
_TEXT_AT_MOST: Final = 200_000
# A document of this size unpacked is no résumé; a zip bomb unpacks to thousands of times its size.
_UNPACKED_AT_MOST: Final = 30 * 1024 * 1024
_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class UnreadableError(Exception):
    """The argument is the code of a ResumeFileError."""


def main() -> None:
    _limit()
    content = sys.stdin.buffer.read()
    try:
        answer = {"text": _READERS[sys.argv[1]](content)[:_TEXT_AT_MOST]}
    except UnreadableError as error:
        answer = {"code": str(error)}
    except Exception:
        # Whatever a parser trips over in a damaged file.
        answer = {"code": "FILE_UNREADABLE"}
    sys.stdout.write(json.dumps(answer))


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_S, _CPU_S))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    # Should whoever started this be gone, nobody else would end it.
    signal.alarm(2 * _CPU_S)


def _pdf(content: bytes) -> str:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content))
    # Many files are encrypted with an empty password, which only says what may be printed.
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableError("FILE_ENCRYPTED")
    pages: list[str] = []
    for page in reader.pages[:_PAGES_AT_MOST]:
        pages.append(page.extract_text())
        if sum(map(len, pages)) > _TEXT_AT_MOST:
            break
    return "\n\n".join(pages)


def _docx(content: bytes) -> str:
    # What Word encrypts is no zip file but an OLE container.
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableError("FILE_ENCRYPTED")
    with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open("word/document.xml") as part:
        document = part.read(_UNPACKED_AT_MOST + 1)
    if len(document) > _UNPACKED_AT_MOST:
        raise UnreadableError("FILE_UNREADABLE")
    return _paragraphs(document)


def _paragraphs(document: bytes) -> str:
    """The text of WordprocessingML (ECMA-376, part 1, section 17.3), a line a paragraph."""
    from defusedxml.ElementTree import fromstring

    pieces: list[str] = []
    for element in fromstring(document, forbid_dtd=True).iter():
        if element.tag == f"{_WORD}t":
            pieces.append(element.text or "")
        elif element.tag == f"{_WORD}p":
            pieces.append("\n")
        elif element.tag in {f"{_WORD}tab", f"{_WORD}br"}:
            pieces.append(" ")
    return "".join(pieces)


def _text(content: bytes) -> str:
    """UTF-8, or UTF-16 with its mark, or what Windows wrote in western Europe."""
    encodings = ("utf-16",) if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableError("FILE_UNREADABLE")


_READERS: Final = {"pdf": _pdf, "docx": _docx, "text": _text}

if __name__ == "__main__":
    main()
