"""Conditional and range requests as RFC 9110 defines them (§13, §14), as pure functions.

Headers are plain strings, lower-case names, several fields of one name joined with ", ". Times have whole
seconds, as HTTP dates do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

HEADERS = ("if-match", "if-unmodified-since", "if-none-match", "if-modified-since", "if-range", "range")
"""The request headers that `select` looks at."""

MAX_RANGES = 32
"""More ranges than this in one request are taken for abuse and the header is ignored (§14.2)."""

_UNREACHABLE = 10**18
_RANGES = re.compile(r"bytes=(?P<set>.*)", re.IGNORECASE)
_SPEC = re.compile(r"(?P<first>[0-9]*)-(?P<last>[0-9]*)")
_TAG_ELEMENT = re.compile(r'[ \t]*((?:W/)?"[\x21\x23-\x7e\x80-\xff]*")?[ \t]*(?:,|$)')
_DATE_FORMATS = ("%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %d %H:%M:%S %Y")


@dataclass(frozen=True, slots=True)
class ByteRange:
    """Bytes `start` to `end`, the end exclusive; never empty."""

    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Representation:
    """What the server holds now: a strong entity tag without quotes, the last change, the size in bytes."""

    etag: str
    last_modified: datetime
    size: int


@dataclass(frozen=True, slots=True)
class Selection:
    """The status to answer with; `ranges` in the order to send, only with 206."""

    status: int
    ranges: tuple[ByteRange, ...] = ()


def select(method: str, headers: Mapping[str, str], current: Representation) -> Selection:
    """Decide between 200, 206, 304, 412 and 416, in the order of §13.2.2."""
    refused = _refused(method, headers, current)
    if refused:
        return Selection(refused)
    # §14.2: GET is the only method for which range handling is defined.
    if method != "GET" or "range" not in headers or not _if_range_holds(headers.get("if-range"), current):
        return Selection(200)
    ranges = parse_range(headers["range"], current.size)
    if ranges is None:
        return Selection(200)
    return Selection(206, ranges) if ranges else Selection(416)


def parse_range(value: str, size: int) -> tuple[ByteRange, ...] | None:
    """The satisfiable byte ranges of a Range field, overlapping ones joined (§14.2, §15.3.7.2).

    Returns None when the field is to be ignored: an unknown unit, a malformed or reversed range (§14.1.1),
    more than `MAX_RANGES` of them, or nothing to take a part of (§14.2 on content of zero length). Returns
    an empty tuple when it is valid and no range of it can be satisfied (§14.1.2: answer 416).
    """
    match = _RANGES.fullmatch(value.strip(" \t"))
    if not match or size == 0:
        return None
    specs = [spec for part in match["set"].split(",") if (spec := part.strip(" \t"))]
    if not 0 < len(specs) <= MAX_RANGES:
        return None
    try:
        asked = [_parse_spec(spec, size) for spec in specs]
    except ValueError:
        return None
    return _join_overlapping([each for each in asked if each])


def parse_http_date(value: str) -> datetime | None:
    """The instant of an HTTP-date in any of its three forms (§5.6.7), None when it is none."""
    for form in _DATE_FORMATS:
        try:
            parsed = datetime.strptime(value.strip(" \t"), form).replace(tzinfo=UTC)
        except ValueError:
            continue
        return _without_far_future(parsed) if "%y" in form else parsed
    return None


def _refused(method: str, headers: Mapping[str, str], current: Representation) -> int | None:
    """412 or 304 when a precondition fails (§13.2.2, steps 1 to 4), else None."""
    if "if-match" in headers:
        if not _matches(headers["if-match"], current.etag, weakly=False):
            return 412
    elif (limit := _date(headers, "if-unmodified-since")) and current.last_modified > limit:
        return 412
    reading = method in {"GET", "HEAD"}
    if "if-none-match" in headers:
        if _matches(headers["if-none-match"], current.etag, weakly=True):
            return 304 if reading else 412
    elif reading and (since := _date(headers, "if-modified-since")) and current.last_modified <= since:
        return 304
    return None


def _if_range_holds(value: str | None, current: Representation) -> bool:
    """§13.1.5: strong comparison of a tag, or the exact date.

    The date counts as a strong validator (§8.8.2.2) because a stored file never changes under its key.
    """
    if value is None:
        return True
    value = value.strip(" \t")
    if value.startswith(('"', "W/")):
        return value == f'"{current.etag}"'
    return parse_http_date(value) == current.last_modified


def _matches(field: str, etag: str, *, weakly: bool) -> bool:
    """`*` or a list with the tag (§13.1.1 strong, §13.1.2 weak). A malformed list matches nothing."""
    if field.strip(" \t") == "*":
        return True
    accepted = {f'"{etag}"', f'W/"{etag}"'} if weakly else {f'"{etag}"'}
    return not accepted.isdisjoint(_entity_tags(field))


def _entity_tags(field: str) -> list[str]:
    tags: list[str] = []
    position = 0
    while position < len(field):
        match = _TAG_ELEMENT.match(field, position)
        if not match:
            return []
        if match[1]:
            tags.append(match[1])
        position = match.end()
    return tags


def _date(headers: Mapping[str, str], name: str) -> datetime | None:
    """None also when the field is no date: §13.1.3 and §13.1.4 have it ignored then."""
    return parse_http_date(headers[name]) if name in headers else None


def _without_far_future(parsed: datetime) -> datetime:
    """§5.6.7: a two-digit year more than 50 years ahead is of the past century."""
    if parsed.year <= datetime.now(UTC).year + 50:
        return parsed
    return parsed.replace(year=parsed.year - 100)


def _parse_spec(spec: str, size: int) -> ByteRange | None:
    """One range cut to `size`, None when it cannot be satisfied. Raises ValueError when it is invalid."""
    match = _SPEC.fullmatch(spec)
    if not match or spec == "-":
        raise ValueError(spec)
    last = _position(match["last"])
    if not match["first"]:
        return ByteRange(max(size - last, 0), size) if last else None
    first = _position(match["first"])
    if match["last"] and last < first:
        raise ValueError(spec)
    end = min(last + 1, size) if match["last"] else size
    return ByteRange(first, end) if first < size else None


def _position(digits: str) -> int:
    """Beyond 18 digits every number lies past any file; int() is quadratic and refuses 4,300 digits."""
    significant = digits.lstrip("0")
    return int(significant or "0") if len(significant) <= 18 else _UNREACHABLE


def _join_overlapping(ranges: list[ByteRange]) -> tuple[ByteRange, ...]:
    """Each byte is sent once, so an answer is never longer than the file and its part headers.

    A joined range stands where the first of its members was asked for (§15.3.7.2 keeps the order).
    """
    joined = list(_joined(sorted(ranges, key=lambda each: each.start)))
    return tuple(sorted(joined, key=lambda whole: _first_inside(ranges, whole)))


def _joined(ascending: list[ByteRange]) -> Iterator[ByteRange]:
    open_range: ByteRange | None = None
    for each in ascending:
        if open_range is None or each.start >= open_range.end:
            if open_range is not None:
                yield open_range
            open_range = each
        else:
            open_range = ByteRange(open_range.start, max(open_range.end, each.end))
    if open_range is not None:
        yield open_range


def _first_inside(ranges: list[ByteRange], whole: ByteRange) -> int:
    return next(i for i, each in enumerate(ranges) if whole.start <= each.start < whole.end)
