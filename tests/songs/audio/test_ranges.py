"""RFC 9110 conditions and ranges, as pure decisions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reprise.songs.audio.ranges import (
    MAX_RANGES,
    ByteRange,
    Representation,
    Selection,
    parse_http_date,
    parse_range,
    select,
)

MODIFIED = datetime(1994, 11, 6, 8, 49, 37, tzinfo=UTC)
CURRENT = Representation(etag="v1", last_modified=MODIFIED, size=100)
SAME = "Sun, 06 Nov 1994 08:49:37 GMT"
LATER = "Sun, 06 Nov 1994 08:49:38 GMT"
EARLIER = "Sun, 06 Nov 1994 08:49:36 GMT"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("bytes=0-0", [(0, 1)]),
        ("bytes=0-99", [(0, 100)]),
        ("bytes=99-99", [(99, 100)]),
        ("bytes=10-", [(10, 100)]),
        ("bytes=10-1000", [(10, 100)]),
        ("bytes=-1", [(99, 100)]),
        ("bytes=-100", [(0, 100)]),
        ("bytes=-1000", [(0, 100)]),
        ("BYTES=1-2", [(1, 3)]),
        (" bytes=1-2\t", [(1, 3)]),
        ("bytes=0-1, 4-5", [(0, 2), (4, 6)]),
        ("bytes=0-1\t,\t4-5", [(0, 2), (4, 6)]),
        ("bytes=,0-1,,4-5,", [(0, 2), (4, 6)]),
        ("bytes=4-5,0-1", [(4, 6), (0, 2)]),
        ("bytes=0-1,2-3", [(0, 2), (2, 4)]),
        ("bytes=0-5,3-9", [(0, 10)]),
        ("bytes=50-59,0-9,55-69", [(50, 70), (0, 10)]),
        ("bytes=5-6,5-6,5-6", [(5, 7)]),
        ("bytes=0-,-10,20-30", [(0, 100)]),
        ("bytes=0-1,100-200", [(0, 2)]),
        ("bytes=0000000000000000000000001-2", [(1, 3)]),
        ("bytes=1-" + "9" * 5000, [(1, 100)]),
        ("bytes=-" + "9" * 5000, [(0, 100)]),
        ("bytes=100-", []),
        ("bytes=100-200,300-", []),
        ("bytes=-0", []),
        ("bytes=" + "9" * 5000 + "-", []),
        ("bytes=5-2", None),
        ("bytes=0-1,5-2", None),
        ("bytes=", None),
        ("bytes=,", None),
        ("bytes=-", None),
        ("bytes=a-b", None),
        ("bytes=1", None),
        ("bytes=1-2-3", None),
        ("bytes=1 - 2", None),
        ("bytes =1-2", None),
        ("bytes=--1", None),
        ("bytes=+1-2", None),
        ("bytes=0x1-2", None),
        ("bytes=1_0-20", None),
        ("bytes=²-3", None),
        ("bytes=1-2\n", None),
        ("bytes=1-2, bytes=3-4", None),
        ("bytes:1-2", None),
        ("seconds=1-2", None),
        ("0-1", None),
        ("", None),
    ],
)
def test_parse_range(value: str, expected: list[tuple[int, int]] | None) -> None:
    wanted = None if expected is None else tuple(ByteRange(*pair) for pair in expected)
    assert parse_range(value, 100) == wanted


def test_too_many_ranges_are_ignored() -> None:
    most = ",".join(f"{2 * n}-{2 * n}" for n in range(MAX_RANGES))
    parts = parse_range(f"bytes={most}", 100)
    assert parts is not None
    assert len(parts) == MAX_RANGES
    assert parse_range(f"bytes={most},99-99", 100) is None


@pytest.mark.parametrize("value", ["bytes=0-", "bytes=-5", "bytes=0-0", "bytes=5-"])
def test_ranges_of_nothing_are_ignored(value: str) -> None:
    assert parse_range(value, 0) is None


SPECS = st.one_of(
    st.tuples(st.integers(0, 130), st.none() | st.integers(0, 130)).filter(
        lambda pair: pair[1] is None or pair[1] >= pair[0]
    ),
    st.tuples(st.none(), st.integers(0, 130)),
)


@given(size=st.integers(1, 120), specs=st.lists(SPECS, min_size=1, max_size=MAX_RANGES))
def test_exactly_the_bytes_asked_for_are_selected_once(
    size: int, specs: list[tuple[int | None, int | None]]
) -> None:
    """Against plain slicing: what is selected is the union of the slices, and no byte comes twice."""
    wanted: set[int] = set()
    texts = []
    for first, last in specs:
        texts.append(f"{'' if first is None else first}-{'' if last is None else last}")
        everything = range(size)
        if first is None:
            assert last is not None
            wanted |= set(everything[-last:] if last else ())
        else:
            wanted |= set(everything[first : None if last is None else last + 1])
    parts = parse_range("bytes=" + ",".join(texts), size)
    assert parts is not None
    served = [position for part in parts for position in range(part.start, part.end)]
    assert len(served) == len(set(served))
    assert set(served) == wanted


@given(st.text(max_size=40), st.integers(0, 50))
def test_no_text_breaks_the_parsers(text: str, size: int) -> None:
    for part in parse_range(text, size) or ():
        assert 0 <= part.start < part.end <= size
    parse_range(f"bytes={text}", size)
    headers = dict.fromkeys(("if-match", "if-none-match", "if-modified-since", "if-range"), text)
    assert select("GET", headers | {"range": text}, CURRENT).status in {200, 206, 304, 412, 416}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SAME, MODIFIED),
        ("Sunday, 06-Nov-94 08:49:37 GMT", MODIFIED),
        ("Sun Nov  6 08:49:37 1994", MODIFIED),
        ("Sun Nov 16 08:49:37 1994", MODIFIED + timedelta(days=10)),
        ("Sun, 06 Nov 1994 08:49:37 +0100", None),
        ("1994-11-06T08:49:37Z", None),
        ("784111777", None),
        ("Sun, 31 Feb 1994 08:49:37 GMT", None),
        ("", None),
    ],
)
def test_http_dates(text: str, expected: datetime | None) -> None:
    assert parse_http_date(text) == expected


def test_a_two_digit_year_is_never_far_in_the_future() -> None:
    year = datetime.now(UTC).year
    parsed = [parse_http_date(f"Sunday, 06-Nov-{n:02} 08:49:37 GMT") for n in range(100)]
    years = [each.year for each in parsed if each]
    assert len(set(years)) == 100
    assert max(years) <= year + 50


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        # §13.1.1 If-Match: strong comparison.
        ({"if-match": '"v1"'}, 200),
        ({"if-match": "*"}, 200),
        ({"if-match": '"v0", "v1"'}, 200),
        ({"if-match": '"v0"'}, 412),
        ({"if-match": 'W/"v1"'}, 412),
        ({"if-match": "v1"}, 412),
        ({"if-match": '"v0,v1"'}, 412),
        # §13.1.2 If-None-Match: weak comparison.
        ({"if-none-match": '"v1"'}, 304),
        ({"if-none-match": 'W/"v1"'}, 304),
        ({"if-none-match": "*"}, 304),
        ({"if-none-match": '"v0" , W/"v1",, "v2"'}, 304),
        ({"if-none-match": '"v0"'}, 200),
        ({"if-none-match": 'w/"v1"'}, 200),
        ({"if-none-match": "v1"}, 200),
        ({"if-none-match": '"a,"v1"'}, 200),
        ({"if-none-match": ""}, 200),
        # §13.1.3 If-Modified-Since.
        ({"if-modified-since": SAME}, 304),
        ({"if-modified-since": LATER}, 304),
        ({"if-modified-since": EARLIER}, 200),
        ({"if-modified-since": "yesterday"}, 200),
        ({"if-modified-since": "Sunday, 06-Nov-94 08:49:37 GMT"}, 304),
        # §13.1.4 If-Unmodified-Since.
        ({"if-unmodified-since": SAME}, 200),
        ({"if-unmodified-since": LATER}, 200),
        ({"if-unmodified-since": EARLIER}, 412),
        ({"if-unmodified-since": "never"}, 200),
        # §13.2.2 precedence.
        ({"if-match": '"v1"', "if-unmodified-since": EARLIER}, 200),
        ({"if-match": '"v0"', "if-none-match": '"v1"'}, 412),
        ({"if-none-match": '"v0"', "if-modified-since": SAME}, 200),
        ({"if-none-match": '"v1"', "if-modified-since": EARLIER}, 304),
        ({"if-match": '"v1"', "if-none-match": '"v1"'}, 304),
        ({"if-none-match": '"v1"', "range": "bytes=0-0"}, 304),
        ({"if-match": '"v0"', "range": "bytes=0-0"}, 412),
        ({"if-match": '"v1"', "range": "bytes=0-0"}, 206),
        ({"if-modified-since": SAME, "range": "bytes=200-"}, 304),
        # §13.1.5 If-Range: strong comparison of a tag, or the exact date.
        ({"if-range": '"v1"', "range": "bytes=0-0"}, 206),
        ({"if-range": '"v0"', "range": "bytes=0-0"}, 200),
        ({"if-range": 'W/"v1"', "range": "bytes=0-0"}, 200),
        ({"if-range": "v1", "range": "bytes=0-0"}, 200),
        ({"if-range": SAME, "range": "bytes=0-0"}, 206),
        ({"if-range": LATER, "range": "bytes=0-0"}, 200),
        ({"if-range": EARLIER, "range": "bytes=0-0"}, 200),
        ({"if-range": '"v0"', "range": "bytes=200-"}, 200),
        ({"if-range": '"v1"', "range": "bytes=200-"}, 416),
        ({"if-range": '"v0"'}, 200),
        ({"range": "bytes=200-"}, 416),
        ({"range": "pages=1-2"}, 200),
    ],
)
def test_conditions(headers: dict[str, str], status: int) -> None:
    assert select("GET", headers, CURRENT).status == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"range": "bytes=0-0"}, 200),
        ({"range": "bytes=200-"}, 200),
        ({"if-none-match": '"v1"'}, 304),
        ({"if-modified-since": SAME}, 304),
        ({"if-match": '"v0"', "range": "bytes=0-0"}, 412),
    ],
)
def test_head_knows_conditions_but_no_ranges(headers: dict[str, str], status: int) -> None:
    assert select("HEAD", headers, CURRENT) == Selection(status)


def test_other_methods_get_412_for_a_match_and_ignore_dates() -> None:
    assert select("DELETE", {"if-none-match": '"v1"'}, CURRENT).status == 412
    assert select("DELETE", {"if-modified-since": SAME}, CURRENT).status == 200


def test_times_are_compared_as_instants() -> None:
    elsewhere = Representation("v1", MODIFIED.astimezone(timezone(timedelta(hours=9))), 100)
    assert select("GET", {"if-modified-since": SAME}, elsewhere).status == 304
    assert select("GET", {"if-range": SAME, "range": "bytes=0-0"}, elsewhere).status == 206
