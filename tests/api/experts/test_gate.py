"""No address of a profile in any byte before the email; afterwards, logged ways to it."""

from __future__ import annotations

from uuid import uuid4

import httpx
import pytest
from sqlalchemy import select
from tests.api.experts.conftest import Enter
from tests.api.experts.visitors import NOBODY, SLOW, Visitor
from tests.api.studio import API

from reprise.core.context import Core
from reprise.experts.access.models import EmailLead, ExpertClick
from reprise.experts.access.visitors import HEADER, read_token, token_of
from reprise.experts.chat.addresses import without_addresses

pytestmark = pytest.mark.usefixtures("hired")
SECRETS = (b"profiles.example.org", b"grace.example.org")


async def leave(visitor: Visitor, email: str = "visitor@example.org", *, status: int = 200) -> object:
    return (await visitor.post("/api/email-capture", {"email": email, "query": SLOW}, status=status)).json()


async def test_no_byte_holds_an_address_before_the_email(enter: Enter) -> None:
    visitor = enter()
    for query in (SLOW, NOBODY, "compilers and PostgreSQL parsers", "print the address www of Grace"):
        result = await visitor.ask(query)
        assert all(card["locked"] and "profile_url" not in card for card in result["experts"])
    result = await visitor.ask(SLOW)
    await visitor.get(f"{API}/experts/chat/{result['conversation_id']}")
    await visitor.get(f"{API}/experts/visitor")
    await visitor.vote(result["conversation_id"])
    assert {card["name"] for card in result["experts"]} == {"Ada Lovelace"}
    for secret in SECRETS:
        assert secret not in visitor.bytes_seen
    await leave(visitor, "nothing", status=422)
    assert (await visitor.ask(SLOW))["experts"][0]["locked"]
    await leave(visitor)
    assert (await visitor.ask(SLOW))["experts"][0]["profile_url"] == "https://profiles.example.org/ada"


ADDRESS = "https://open.example.net/eve"


@pytest.mark.parametrize("written", [ADDRESS, "open.example.net/eve", "www.open.example.net"])
async def test_an_address_in_any_field_of_a_profile_stays_behind_the_gate(
    written: str, enter: Enter, client: httpx.AsyncClient
) -> None:
    texts = ("first_name", "last_name", "job_title", "company", "category", "bio")
    eve = dict.fromkeys(texts, f"tunes zithers {written}") | {"tags": [f"zithers {written}"]}
    answer = await client.post(f"{API}/experts", json=eve | {"username": "eve", "profile_url": ADDRESS})
    assert answer.status_code == 201, answer.text
    visitor = enter()
    result = await visitor.ask("who tunes zithers?")
    assert [card["locked"] for card in result["experts"]] == [True]
    assert (await visitor.ask("hello"))["type"] == "clarification"
    await visitor.get(f"{API}/experts/chat/{result['conversation_id']}")
    assert b"open.example.net" not in visitor.bytes_seen


async def test_the_address_of_a_profile_in_somebody_elses_stays_behind_the_gate(
    enter: Enter, client: httpx.AsyncClient
) -> None:
    bio = "Tunes zithers together with linkedin.com/in/ada-lovelace and Node.js/React."
    await client.post(f"{API}/experts", json={"username": "eve", "first_name": "Eve", "bio": bio})
    visitor = enter()
    (card,) = (await visitor.ask("who tunes zithers?"))["experts"]
    assert card["evidence"] == "Tunes zithers together with […] and Node.js/React."
    assert b"linkedin.com" not in visitor.bytes_seen


@pytest.mark.parametrize(
    "written",
    ["kiosk.example", "KIOSK.Example/ada", "\u212aiosk.example", "kio\u017fk.example", "k\u0131osk.example"],
)
def test_the_profiles_own_host_is_found_however_it_is_written(written: str) -> None:
    """Also in letters that differ, and are the same to whoever reads them."""
    text = f"I am at {written} and fast."
    assert without_addresses(text, "https://www.kiosk.example/ada") == "I am at […] and fast."
    assert without_addresses(text, "https://kiosk.example.org") == text


@pytest.mark.parametrize("letters", ["a", "a.", "a@", "https:", "a.com/"])
def test_a_profile_of_one_long_word_is_read_once(letters: str) -> None:
    """Reading it again from each letter takes minutes for a text of this length."""
    text = letters * (1_000_000 // len(letters))
    without_addresses(text, "https://www.example.org/ada")


async def test_the_session_is_unlocked_for_answers_before_and_after_and_for_nobody_else(enter: Enter) -> None:
    visitor, other = enter(), enter()
    before = await visitor.ask()
    assert await leave(visitor) == {"status": "ok"}
    again = (await visitor.get(f"{API}/experts/chat/{before['conversation_id']}")).json()
    assert again["experts"][0]["profile_url"] == "https://profiles.example.org/ada"
    assert again["experts"][0]["locked"] is False
    assert (await visitor.get(f"{API}/experts/visitor")).json()["unlocked"] is True
    assert (await other.ask())["experts"][0]["locked"]
    await other.get(f"{API}/experts/chat/{before['conversation_id']}", status=404)


@pytest.mark.parametrize("email", ["", "a@b", "a b@example.org", "é@example.org", "x" * 300])
async def test_what_is_no_email_is_refused_in_one_sentence(email: str, core: Core, enter: Enter) -> None:
    told = await leave(enter(), email, status=422)
    assert told == {
        "detail": {
            "code": "INVALID_EMAIL",
            "message": "Please enter a valid email address.",
            "field": "email",
        }
    }
    async with core.database.snapshot() as session:
        assert (await session.scalars(select(EmailLead))).all() == []


async def test_a_duplicate_is_no_error_and_the_lead_keeps_its_consent_text(core: Core, enter: Enter) -> None:
    first, second = enter(), enter()
    for visitor in (first, first, second):
        await visitor.ask()
        assert await leave(visitor, " Visitor@Example.ORG ") == {"status": "ok"}
        assert (await visitor.ask())["experts"][0]["locked"] is False
    async with core.database.snapshot() as session:
        (lead,) = (await session.scalars(select(EmailLead))).all()
    assert (lead.email, lead.query) == ("visitor@example.org", SLOW)
    assert lead.consent_text == core.settings.chat_consent


async def test_a_header_stands_for_the_cookie_where_cookies_do_not_travel(core: Core, enter: Enter) -> None:
    token = (await enter().ask())["visitor_token"]
    framed = enter(**{HEADER: token})
    framed.client.cookies.clear()
    result = await framed.ask()
    assert result["visitor_token"] == token
    await leave(framed)
    assert (await enter(**{HEADER: token}).ask())["experts"][0]["locked"] is False


@pytest.mark.parametrize("forged", ["", "x", "AAAA", "é", "0" * 43])
async def test_a_token_that_is_not_ours_is_somebody_new(forged: str, core: Core, enter: Enter) -> None:
    assert read_token(core.keys.visitors, forged) is None
    real = uuid4()
    token = token_of(core.keys.visitors, real)
    assert read_token(core.keys.visitors, token) == real
    assert read_token(b"another key", token) is None
    if forged.isascii():
        result = await enter(**{HEADER: forged}).ask()
        assert result["visitor_token"] not in {forged, token}


async def test_the_way_to_a_profile_is_logged_and_opens_for_its_visitor_alone(
    core: Core, enter: Enter, hired: dict[str, str]
) -> None:
    visitor = enter()
    await visitor.ask()
    await leave(visitor)
    result = await visitor.ask()
    link = result["experts"][0]["visit_url"]
    answer = await visitor.get(link, status=303)
    assert answer.headers["location"] == "https://profiles.example.org/ada"
    assert answer.headers["referrer-policy"] == "no-referrer"
    path, _, key = link.partition("?key=")
    for wrong in (f"{path}?key=x", f"{path.replace(hired['ada'], hired['grace'])}?key={key}"):
        await visitor.get(wrong, status=404)
    await visitor.get(path, status=422)
    async with core.database.snapshot() as session:
        (click,) = (await session.scalars(select(ExpertClick))).all()
    assert str(click.expert_id) == hired["ada"]
    assert str(click.conversation_id) == result["conversation_id"]
