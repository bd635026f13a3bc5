"""Text out of files that people bring, and a clear word when there is none."""

from __future__ import annotations

import io
import zipfile

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from reprise.interviews.resume_files import (
    MAX_FILE_BYTES,
    MAX_TEXT_CHARACTERS,
    ResumeFileError,
    extract_text,
    storable,
)
from reprise.interviews.resume_files.extraction import child_environment

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf(text: str, *, password: str | None = None) -> bytes:
    """One page with a line of Helvetica; no text gives an empty page, as a scan without its picture is."""
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    if text:
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            }
        )
        fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(stream)
    if password is not None:
        writer.encrypt(user_password=password, owner_password="owner")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def docx(body: str, *, head: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml",
            f'{head}<w:document xmlns:w="{NAMESPACE}"><w:body>{body}</w:body></w:document>',
        )
    return out.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


async def test_a_pdf_is_read() -> None:
    assert (
        await extract_text("cv.pdf", pdf("Anna Example, nurse since 2015"))
        == "Anna Example, nurse since 2015"
    )


async def test_a_pdf_is_known_by_what_it_begins_with() -> None:
    assert await extract_text("download", pdf("Anna Example")) == "Anna Example"


async def test_a_pdf_whose_password_is_empty_is_read() -> None:
    assert await extract_text("cv.pdf", pdf("Anna Example", password="")) == "Anna Example"


async def test_a_word_file_is_read_paragraph_by_paragraph() -> None:
    body = paragraph("Anna Example") + paragraph("Müller &amp; Söhne") + paragraph("Skills")
    assert await extract_text("CV.DOCX", docx(body)) == "Anna Example\nMüller & Söhne\nSkills"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
async def test_text_is_read_in_common_encodings(encoding: str) -> None:
    assert await extract_text("cv.txt", "Äpfel – 5 €\n".encode(encoding)) == "Äpfel – 5 €"


async def test_long_text_is_cut() -> None:
    assert len(await extract_text("cv.txt", b"word " * 30_000)) <= MAX_TEXT_CHARACTERS


async def test_what_no_database_takes_is_left_out() -> None:
    assert await extract_text("cv.txt", "Anna\0 Example".encode("utf-16")) == "Anna Example"
    assert storable("Anna\ud800\0 Ex\udfffample €🙂") == "Anna Example €🙂"


def test_whoever_reads_a_file_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPRISE_LLM_API_KEY", "sk-proj-secret")
    assert set(child_environment()) <= {"PATH", "LANG"}


BILLION_LAUGHS = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("cv.txt", b"x" * (MAX_FILE_BYTES + 1), "FILE_TOO_LARGE"),
        ("cv.exe", b"MZ", "FILE_TYPE_NOT_SUPPORTED"),
        ("cv", b"text", "FILE_TYPE_NOT_SUPPORTED"),
        ("cv.txt", b"\x7fELF\0\0", "FILE_TYPE_NOT_SUPPORTED"),
        ("cv.pdf", pdf("secret", password="hunter2"), "FILE_ENCRYPTED"),
        ("cv.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "FILE_ENCRYPTED"),
        ("cv.pdf", pdf(""), "FILE_WITHOUT_TEXT"),
        ("cv.txt", "\0 \0\0".encode("utf-16"), "FILE_WITHOUT_TEXT"),
        ("cv.docx", docx(""), "FILE_WITHOUT_TEXT"),
        ("cv.txt", b"", "FILE_WITHOUT_TEXT"),
        ("cv.txt", b" \n\t ", "FILE_WITHOUT_TEXT"),
        ("cv.pdf", b"%PDF-1.7 and then nothing", "FILE_UNREADABLE"),
        ("cv.pdf", b"no pdf", "FILE_UNREADABLE"),
        ("cv.docx", b"PK no zip", "FILE_UNREADABLE"),
        ("cv.docx", docx(paragraph("&b;"), head=BILLION_LAUGHS), "FILE_UNREADABLE"),
        ("cv.docx", docx(paragraph("&a;"), head=OUTSIDE), "FILE_UNREADABLE"),
        ("cv.docx", docx(paragraph("0" * 40_000_000)), "FILE_UNREADABLE"),
    ],
    ids=[
        "too large", "program", "no suffix", "binary", "pdf password", "word password", "scan", "only NUL",
        "empty word", "empty", "blank", "damaged pdf", "no pdf", "no zip", "entities", "outside entity",
        "zip bomb",
    ],
)  # fmt: skip
async def test_what_cannot_be_read_has_its_reason(name: str, content: bytes, code: str) -> None:
    with pytest.raises(ResumeFileError) as caught:
        await extract_text(name, content)
    assert caught.value.code == code
    assert caught.value.message.endswith(".")
