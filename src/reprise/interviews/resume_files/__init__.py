"""The text of a résumé that came as a file."""

from reprise.interviews.resume_files.extraction import (
    MAX_FILE_BYTES,
    MAX_TEXT_CHARACTERS,
    ResumeFileError,
    extract_text,
    line,
    storable,
)

__all__ = ["MAX_FILE_BYTES", "MAX_TEXT_CHARACTERS", "ResumeFileError", "extract_text", "line", "storable"]
