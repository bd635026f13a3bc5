"""A report as PDF, with ReportLab.

Latin, Greek and Cyrillic letters come from the DejaVu fonts beside this file. Chinese, Japanese and Korean
use the fonts that every PDF reader knows by name (Adobe's CID fonts). Other scripts show as boxes: their
readers take the report as Markdown.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from reprise.interviews.reports.document import Document, Judgement

_FONTS: Final = Path(__file__).parent / "fonts"
_HANGUL: Final = "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af"
_HAN: Final = "\u2e80-\u312f\u3190-\u9fff\uf900-\ufaff\uff00-\uffef"
_ASIAN: Final = re.compile(f"([{_HANGUL}]+)|([{_HAN}]+)")
_MARGIN: Final = 54
_BAR_WIDTH: Final = 300
_BAR_HEIGHT: Final = 9


def render(document: Document) -> bytes:
    """Takes a tenth of a second or more: not for the event loop."""
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import SimpleDocTemplate

    buffer = io.BytesIO()
    # Invariant: the same session gives the same file.
    template = SimpleDocTemplate(
        buffer,
        pagesize=A4,
        title=document.title,
        author="Reprise",
        invariant=1,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN,
    )
    template.build(list(_story(document)))
    return buffer.getvalue()


@cache
def _styles() -> dict[str, Any]:
    from reportlab.lib.colors import HexColor
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.ttfonts import TTFont

    for name in ("DejaVuSans", "DejaVuSans-Bold"):
        pdfmetrics.registerFont(TTFont(name, str(_FONTS / f"{name}.ttf")))
    for name in ("STSong-Light", "HYSMyeongJo-Medium"):
        pdfmetrics.registerFont(UnicodeCIDFont(name))
    body = ParagraphStyle("body", fontName="DejaVuSans", fontSize=9.5, leading=14, spaceAfter=5)
    strong: dict[str, Any] = {"fontName": "DejaVuSans-Bold", "keepWithNext": 1}
    return {
        "body": body,
        "title": ParagraphStyle("title", body, fontSize=17, leading=22, spaceAfter=8, **strong),
        "h2": ParagraphStyle("h2", body, fontSize=13, leading=17, spaceBefore=12, spaceAfter=5, **strong),
        "h3": ParagraphStyle("h3", body, fontSize=10.5, spaceBefore=8, spaceAfter=3, **strong),
        "quote": ParagraphStyle("quote", body, leftIndent=14, textColor=HexColor("#444444")),
    }


def _story(document: Document) -> Iterator[Any]:
    yield _paragraph(document.title, "title")
    for name, value in document.facts:
        yield _paragraph(f"{name}: {value}")
    yield _paragraph("Feedback", "h2")
    if document.overall is not None:
        yield _paragraph(f"Overall: {document.overall} of 100", "h3")
        yield _bar(document.overall)
    yield from _paragraphs(document.comments)
    for judgement in document.judgements:
        yield from _judgement(judgement)
    yield from _bullets("Gaps", document.gaps)
    yield from _bullets("What to learn", document.recommendations)
    yield _paragraph("Transcript", "h2")
    for message in document.transcript:
        speaker = "Answer" if message.type == "answer" else f"Question ({message.type})"
        yield _paragraph(speaker, "h3")
        yield from _paragraphs(message.content)


def _judgement(judgement: Judgement) -> Iterator[Any]:
    yield _paragraph(f"{judgement.title}: {judgement.score} of 100", "h3")
    yield _bar(judgement.score)
    yield from _paragraphs(judgement.text)
    for quote in judgement.quotes:
        yield from _paragraphs(f"“{quote}”", "quote")


def _bullets(title: str, items: Sequence[str]) -> Iterator[Any]:
    if items:
        yield _paragraph(title, "h2")
        for item in items:
            yield _paragraph(f"• {item}")


def _paragraphs(text: str, style: str = "body") -> Iterator[Any]:
    return (_paragraph(line, style) for line in text.splitlines() if line.strip())


def _paragraph(text: str, style: str = "body") -> Any:
    from reportlab.platypus import Paragraph

    return Paragraph(_in_fonts(text), _styles()[style])


def _in_fonts(text: str) -> str:
    """ReportLab's markup for a text: escaped, and each script in a font that has it."""

    def marked(found: re.Match[str]) -> str:
        font = "HYSMyeongJo-Medium" if found[1] else "STSong-Light"
        return f'<font name="{font}">{found[0]}</font>'

    return _ASIAN.sub(marked, html.escape(text, quote=False))


def _bar(score: int) -> Any:
    from reportlab.graphics.shapes import Drawing, Rect
    from reportlab.lib.colors import HexColor

    drawing = Drawing(_BAR_WIDTH, _BAR_HEIGHT + 5)
    for width, colour in ((_BAR_WIDTH, "#e3e6ea"), (_BAR_WIDTH * score / 100, "#3b6fb6")):
        bar = Rect(0, 4, width, _BAR_HEIGHT)
        bar.fillColor = HexColor(colour)
        bar.strokeColor = None
        drawing.add(bar)
    return drawing
