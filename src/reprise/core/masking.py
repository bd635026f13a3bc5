"""Secrets taken out of text before anybody reads it: logs, errors, what a provider answered."""

from __future__ import annotations

import re
from typing import Final

MASK: Final = "***"

_PATTERNS: Final = (
    # Keys of OpenAI (`sk-…`, `sk-proj-…`), Anthropic (`sk-ant-…`), Google, AWS, GitHub, Groq, xAI, Hugging
    # Face.
    re.compile(r"\b(?:sk|pk|rk)-[A-Za-z0-9_\-*]{6,}"),
    re.compile(
        r"\bAIza[A-Za-z0-9_\-]{20,}|\bAKIA[A-Z0-9]{12,}|\bgh[opsu]_\w{16,}|\b(?:gsk_|xai-|hf_)\w{12,}"
    ),
    # JSON Web Tokens (RFC 7519).
    re.compile(r"\beyJ[A-Za-z0-9_\-]{8,}\.[A-Za-z0-9_\-]{8,}\.[A-Za-z0-9_\-]*"),
    # Credentials of a header (RFC 9110, section 11.4), also quoted as in a printed dictionary.
    re.compile(r"(?i)(?<=\bbearer )[^\s\"',;}]+|(?<=\bbasic )[A-Za-z0-9+/=]{8,}"),
    re.compile(
        r"(?i)\b((?:x-)?api[_-]?key|access_token|authorization|password|secret)"
        r"([\"']?\s*[:=]\s*[\"']?(?:bearer |basic )?)[^\s\"',;}&]+"
    ),
    # Credentials of an address: in its query, or before its host.
    re.compile(
        r"(?i)([?&](?:token|key|api[_-]?key|access_token|password|secret|signature|sig))(=)[^&\s\"']+"
    ),
    re.compile(r"(?<=://)[^/\s:@]*:[^@\s/]+(?=@)"),
)

# Nearly every text that is logged has none of these, in whatever case; each of the patterns wants one.
_MARKS: Final = (
    *("sk-", "pk-", "rk-", "aiza", "akia", "ghp_", "gho_", "ghs_", "ghu_", "gsk_", "xai-", "hf_", "eyj"),
    *("bearer ", "basic ", "api_key", "api-key", "apikey", "token", "authorization", "password", "secret"),
    *("key=", "sig", "://"),
)


def mask(text: str, *secrets: str) -> str:
    """`text` with everything that looks like a credential, and each of `secrets`, replaced by `***`."""
    for secret in secrets:
        if len(secret) >= 4:
            text = text.replace(secret, MASK)
    if not is_suspicious(text):
        return text
    for pattern in _PATTERNS:
        text = pattern.sub(_masked, text)
    return text


def is_suspicious(text: str) -> bool:
    """Whether it is worth looking for credentials in it."""
    lowered = text.lower()
    return any(mark in lowered for mark in _MARKS)


def _masked(match: re.Match[str]) -> str:
    return f"{match[1]}{match[2]}{MASK}" if match.lastindex else MASK
