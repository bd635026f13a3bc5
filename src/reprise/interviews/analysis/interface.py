"""All that the rest of the app needs.

The shapes, the errors, and who judges and asks under these settings. Judges and writers are loaded where they
are asked for: their word lists take a quarter of a second and some megabytes, and the API needs none of them.
"""

from __future__ import annotations

from reprise.core.llm.usage import Usage
from reprise.core.settings import Settings
from reprise.interviews.analyst.judgement import (
    DIMENSIONS,
    Analysis,
    AnalysisError,
    Analyst,
    Dimension,
    Quote,
)
from reprise.interviews.analyst.transcript import Message, MessageType, Posting, QuestionType, Transcript
from reprise.interviews.writer.question import Question, Writer

__all__ = [
    "DIMENSIONS",
    "Analysis",
    "AnalysisError",
    "Analyst",
    "Dimension",
    "Message",
    "MessageType",
    "Posting",
    "Question",
    "QuestionType",
    "Quote",
    "Transcript",
    "Usage",
    "Writer",
    "analyst_for",
    "analyst_label",
    "writer_for",
]


def analyst_for(settings: Settings) -> Analyst:
    """The model of the settings, or the offline rubric when there is none."""
    from reprise.interviews.analysis.model_analyst import ModelAnalyst
    from reprise.interviews.analyst.rubric import RubricAnalyst

    return ModelAnalyst(settings) if settings.llm_model else RubricAnalyst()


def writer_for(settings: Settings) -> Writer:
    """The model of the settings, or the offline templates when there is none."""
    from reprise.interviews.analysis.model_writer import ModelWriter
    from reprise.interviews.writer.templates import TemplateWriter

    return ModelWriter(settings) if settings.llm_model else TemplateWriter()


def analyst_label(settings: Settings) -> str:
    """Who judges, in words for the page."""
    return settings.llm_model or "offline rubric"
