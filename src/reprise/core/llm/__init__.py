"""Questions to a language model with an answer that is checked; imports nothing heavy until one is asked."""

from reprise.core.llm.asking import Asked, Prompt, RejectedAnswerError, ask
from reprise.core.llm.errors import ModelError
from reprise.core.llm.preloading import preload
from reprise.core.llm.streaming import stream
from reprise.core.llm.usage import Usage

__all__ = ["Asked", "ModelError", "Prompt", "RejectedAnswerError", "Usage", "ask", "preload", "stream"]
