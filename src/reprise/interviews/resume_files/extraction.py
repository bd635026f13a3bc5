"""Reading a stranger's file in a process of its own, which may take only so much time and memory."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from typing import Final

from reprise.core.waiting_line import WaitingLine

MAX_FILE_BYTES: Final = 5 * 1024 * 1024
MAX_TEXT_CHARACTERS: Final = 50_000
_LONGEST_S: Final = 20.0
_AT_ONCE: Final = 2
# Each holds its file in memory.
_MAY_WAIT: Final = 16

_KINDS: Final = {".pdf": "pdf", ".docx": "docx", ".txt": "text", ".text": "text", ".md": "text"}
_slots: Final = asyncio.Semaphore(_AT_ONCE)

line: Final = WaitingLine(_AT_ONCE + _MAY_WAIT, "Too many files are being read at this moment. Try again.")
"""Of those whose file is read here; to be entered before a file is taken into memory."""


class ResumeFileError(Exception):
    """`code` is a key of `_MESSAGES`, `message` its sentence."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code
        self.message = message


_MESSAGES: Final = {
    "FILE_TOO_LARGE": f"The file is larger than {MAX_FILE_BYTES // 1024 // 1024} MiB.",
    "FILE_TYPE_NOT_SUPPORTED": "Only PDF, Word (.docx) and plain text files can be read.",
    "FILE_ENCRYPTED": "The file is protected by a password. Save it without one and try again.",
    "FILE_WITHOUT_TEXT": "No text was found in the file. A scan is a picture: paste the text instead.",
    "FILE_UNREADABLE": "The file could not be read: it is damaged, or not what its name says.",
}


async def extract_text(filename: str, content: bytes) -> str:
    """The text, trimmed, 1 to `MAX_TEXT_CHARACTERS` characters (a longer one is cut).

    Raises:
        ResumeFileError: there is no text to be had.
    """
    if len(content) > MAX_FILE_BYTES:
        raise _error("FILE_TOO_LARGE")
    kind = _kind(filename, content)
    async with _slots:
        answer = await _ask_child(kind, content)
    if "code" in answer:
        raise _error(answer["code"])
    text = storable(answer["text"]).strip()[:MAX_TEXT_CHARACTERS].strip()
    if not text:
        raise _error("FILE_WITHOUT_TEXT")
    return text


def storable(text: str) -> str:
    """`text` without what no database takes: NUL and halves of surrogate pairs."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()


def child_environment() -> dict[str, str]:
    """Nothing of what the service is told in its environment: a parser may have a hole."""
    return {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}


def _kind(filename: str, content: bytes) -> str:
    """By what the file begins with, then by its name: browsers often lose the name of a PDF."""
    if content.startswith(b"%PDF-"):
        return "pdf"
    kind = _KINDS.get("." + filename.lower().rpartition(".")[2])
    is_utf_16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if kind is None or (kind == "text" and b"\0" in content and not is_utf_16):
        raise _error("FILE_TYPE_NOT_SUPPORTED")
    return kind


def _error(code: str) -> ResumeFileError:
    return ResumeFileError(code, _MESSAGES.get(code, _MESSAGES["FILE_UNREADABLE"]))


async def _ask_child(kind: str, content: bytes) -> dict[str, str]:
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-I",
        "-m",
        "reprise.interviews.resume_files.reader",
        kind,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env=child_environment(),
    )
    try:
        async with asyncio.timeout(_LONGEST_S):
            said, _ = await child.communicate(content)
    except TimeoutError:
        raise _error("FILE_UNREADABLE") from None
    finally:
        with contextlib.suppress(ProcessLookupError):
            child.kill()
        await child.wait()
    try:
        answer: dict[str, str] = json.loads(said)
    except ValueError:
        raise _error("FILE_UNREADABLE") from None
    return answer
