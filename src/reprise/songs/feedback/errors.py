"""What feedback can be refused for."""

from __future__ import annotations

from reprise.core.errors import UnprocessableError


class FeedbackEmptyError(UnprocessableError):
    code = "FEEDBACK_EMPTY"


class PreferenceOfItselfError(UnprocessableError):
    code = "PREFERENCE_OF_ITSELF"


class PreferenceAcrossPromptsError(UnprocessableError):
    code = "PREFERENCE_ACROSS_PROMPTS"


class TieOfOneError(UnprocessableError):
    code = "TIE_NEEDS_PREFERRED_OVER"


class RankingRepeatsError(UnprocessableError):
    code = "RANKING_REPEATS"
