"""The forms that a model fills in."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from reprise.core import schema

Text = Annotated[schema.Text, Field(min_length=1, max_length=4000)]
Line = Annotated[schema.Text, Field(min_length=1, max_length=500)]


class QuoteForm(BaseModel):
    """Words of one answer."""

    message: schema.Text = Field(max_length=40, description="The id of the answer, such as m2.")
    text: schema.Text = Field(
        min_length=1,
        max_length=2000,
        description="An unbroken passage, word for word as it stands in the answer.",
    )


class JudgementForm(BaseModel):
    """One dimension."""

    # Strict: "85" or 85.0 from a model that ignores the schema is asked for again, not guessed at.
    score: int = Field(ge=0, le=100, strict=True)
    feedback: Text
    quotes: list[QuoteForm] = Field(max_length=8)


class AnalysisForm(BaseModel):
    """The whole analysis."""

    technical_accuracy: JudgementForm
    communication_clarity: JudgementForm
    problem_solving: JudgementForm
    relevance: JudgementForm
    overall_comments: Text
    knowledge_gaps: list[Line] = Field(max_length=20)
    learning_recommendations: list[Line] = Field(max_length=20)


class QuestionForm(BaseModel):
    """The next question."""

    content: schema.Text = Field(
        min_length=10, max_length=1000, description="The question alone, as spoken to the candidate."
    )
