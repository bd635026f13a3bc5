"""Accounts through the page: coming in, leaving, one's own account, and an administrator's work."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect
from tests.e2e.asking import WIDTHS, horizontal_overflow
from tests.e2e.persons import (
    ADMIN,
    PASSWORD,
    Windows,
    accounts_server,
    come_in,
    invite,
    new_email,
    register,
    sign_in_api,
)
from tests.support import tied
from tests.support.processes import ServerProcess

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    with accounts_server(tmp_path_factory.mktemp("accounts")) as process:
        yield process


@pytest.fixture
def windows(browser: Browser) -> Iterator[Windows]:
    opened = Windows(browser)
    yield opened
    opened.close()


def sign_up(page: Page, link: str, email: str) -> None:
    page.goto(link)
    expect(page.get_by_test_id("sign-up")).to_be_visible()
    page.get_by_test_id("email").fill(email)
    page.get_by_test_id("new-password").fill(PASSWORD)
    page.keyboard.press("Enter")


def test_whoever_is_not_signed_in_signs_in_and_is_where_they_wanted_to_be(
    page: Page, server: ServerProcess
) -> None:
    page.goto(f"{server.url}/interviews/sessions?status=completed")
    expect(page.get_by_test_id("joining")).to_contain_text("invite link")
    page.get_by_test_id("email").fill(ADMIN)
    page.get_by_test_id("password").fill("not the password")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("error")).to_be_visible()
    page.get_by_test_id("password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Sessions", level=1)).to_be_visible()
    expect(page).to_have_url(re.compile(r"/interviews/sessions\?status=completed$"))


def test_an_unknown_email_is_told_the_same_as_a_wrong_password(page: Page, server: ServerProcess) -> None:
    page.goto(f"{server.url}/songs/jobs")
    texts = []
    for email in (register(server), "nobody@example.org"):
        page.get_by_test_id("email").fill(email)
        page.get_by_test_id("password").fill("not the password")
        with page.expect_response("**/auth/session"):
            page.get_by_test_id("sign-in-submit").click()
        expect(page.get_by_test_id("sign-in-submit")).to_be_enabled()
        texts.append(page.get_by_test_id("error").inner_text())
    assert texts[0] == texts[1]


def test_guessing_is_slowed_with_a_sentence(page: Page, server: ServerProcess) -> None:
    email = register(server)
    guess = {"email": email, "password": "not the password"}
    statuses = {httpx.post(f"{server.url}/api/v1/auth/login", json=guess).status_code for _ in range(12)}
    assert 429 in statuses
    page.goto(f"{server.url}/songs/jobs")
    page.get_by_test_id("email").fill(email)
    page.get_by_test_id("password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("error")).to_contain_text(re.compile("too many|again", re.IGNORECASE))


@pytest.mark.parametrize("width", WIDTHS)
def test_an_invite_makes_one_account(windows: Windows, server: ServerProcess, width: int) -> None:
    link, email = invite(server), new_email()
    page = windows.open(width)
    sign_up(page, link, email)
    expect(page.get_by_test_id("rail")).to_be_visible()
    assert "invite" not in page.url
    page.goto(f"{server.url}/settings/account")
    expect(page.get_by_test_id("account-facts")).to_contain_text(email)
    assert horizontal_overflow(page) == 0
    second = windows.open(width)
    sign_up(second, link, new_email())
    expect(second.get_by_test_id("error")).to_be_visible()
    expect(second.get_by_test_id("sign-up")).to_be_visible()


def test_an_email_that_has_an_account_is_said_at_its_field(page: Page, server: ServerProcess) -> None:
    sign_up(page, invite(server), register(server))
    expect(page.get_by_test_id("email")).to_have_attribute("aria-invalid", "true")


def test_a_reset_link_changes_the_password_once(windows: Windows, server: ServerProcess) -> None:
    email = register(server)
    admin = windows.open()
    come_in(admin, server, ADMIN, "/settings/people")
    person = admin.locator(f"[data-testid=person][data-email='{email}']")
    person.get_by_test_id("reset-link").click()
    link = person.get_by_test_id("reset-link-once").input_value()
    assert link.startswith(server.url)
    for expected in ("reset-done", "error"):
        page = windows.open()
        page.goto(link)
        page.get_by_test_id("new-password").fill("a new long sentence")
        page.get_by_test_id("reset-submit").click()
        expect(page.get_by_test_id(expected)).to_be_visible()
    sign_in_api(server, email, "a new long sentence").close()


def test_a_changed_password_ends_the_sign_ins_elsewhere(windows: Windows, server: ServerProcess) -> None:
    email = register(server)
    here, elsewhere = windows.open(), windows.open()
    come_in(elsewhere, server, email)
    come_in(here, server, email, "/settings/account")
    here.get_by_test_id("current-password").fill("wrong")
    here.get_by_test_id("new-password").fill("a new long sentence")
    here.get_by_test_id("password-submit").click()
    expect(here.get_by_test_id("current-password")).to_have_attribute("aria-invalid", "true")
    here.get_by_test_id("current-password").fill(PASSWORD)
    here.get_by_test_id("password-submit").click()
    expect(here.get_by_test_id("notices")).to_contain_text("Your password is changed")
    here.reload()
    expect(here.get_by_test_id("account-facts")).to_contain_text(email)
    elsewhere.reload()
    expect(elsewhere.get_by_test_id("sign-in")).to_be_visible()


def test_a_key_is_shown_once_works_and_is_taken_back(page: Page, server: ServerProcess) -> None:
    come_in(page, server, register(server), "/settings/account")
    page.get_by_test_id("key-name").fill("nightly export")
    page.get_by_test_id("key-create").click()
    key = page.get_by_test_id("key-once").input_value()
    headers = {"Authorization": f"Bearer {key}"}
    assert httpx.get(f"{server.url}/api/v1/users/me", headers=headers).status_code == 200
    page.reload()
    expect(page.get_by_test_id("key-row")).to_contain_text("nightly export")
    expect(page.get_by_test_id("key-row")).not_to_contain_text(key)
    page.get_by_role("button", name="Revoke nightly export").click()
    expect(page.get_by_test_id("key-row")).to_have_count(0)
    assert httpx.get(f"{server.url}/api/v1/users/me", headers=headers).status_code == 401


def test_everything_of_a_person_can_be_taken_away_and_deleted(page: Page, server: ServerProcess) -> None:
    email = register(server)
    come_in(page, server, email, "/settings/account")
    with page.expect_download() as download:
        page.get_by_test_id("export").click()
    assert email in download.value.path().read_text()
    page.get_by_test_id("delete-account").click()
    form = page.get_by_test_id("delete-account-form")
    form.get_by_test_id("password").fill("wrong")
    form.get_by_test_id("delete-account-submit").click()
    expect(form.get_by_test_id("password")).to_have_attribute("aria-invalid", "true")
    form.get_by_test_id("password").fill(PASSWORD)
    form.get_by_test_id("delete-account-submit").click()
    expect(page.get_by_test_id("sign-in")).to_be_visible()
    with sign_in_api(server) as admin:
        assert email not in {person["email"] for person in admin.get("/users?limit=100").json()["items"]}


def test_an_administrator_locks_out_and_changes_a_role(windows: Windows, server: ServerProcess) -> None:
    email = register(server)
    person = windows.open()
    come_in(person, server, email)
    admin = windows.open()
    come_in(admin, server, ADMIN, "/settings/people")
    row = admin.locator(f"[data-testid=person][data-email='{email}']")
    row.get_by_role("button", name="Lock").click()
    expect(row).to_contain_text("cannot sign in")
    person.reload()
    expect(person.get_by_test_id("sign-in")).to_be_visible()
    row.get_by_role("button", name="Let").click()
    expect(row).not_to_contain_text("cannot sign in")
    row.get_by_test_id("person-role").select_option("rater")
    expect(row.get_by_test_id("person-role")).to_be_enabled()
    person.get_by_test_id("email").fill(email)
    person.get_by_test_id("password").fill(PASSWORD)
    person.keyboard.press("Enter")
    expect(person.get_by_role("heading", name="Rating", level=1)).to_be_visible()
    # What a rater is invited to stands in their list, which said before how it gets there.
    expect(person.get_by_test_id("empty")).to_contain_text("open the link of an invite")
    with sign_in_api(server) as api:
        link = _invite_to_rate(api)
    person.goto(f"{server.url}{link}")
    expect(person.get_by_test_id("vote")).to_be_visible()
    expect(person.get_by_test_id("vote-closed")).to_be_visible()
    person.goto(server.url)
    rated = person.get_by_test_id("rated-test")
    expect(rated).to_contain_text("Which melody is better?")
    expect(rated).to_contain_text("still being made")
    for width in (1440, 390):
        person.set_viewport_size({"width": width, "height": 900})
        assert horizontal_overflow(person) == 0


def _invite_to_rate(api: httpx.Client) -> str:
    adapter = api.post("/adapters", json={"name": "warm", "engine": "composer", "parameters": {"tempo": 0.5}})
    prompt = api.post("/prompts", json={"text": "a slow waltz"})
    asked = {"name": "Warm or not?", "adapter_b": adapter.json()["id"], "criterion": "melody"}
    made = api.post("/ab-tests", json={**asked, "prompt_ids": [prompt.json()["id"]]}).raise_for_status()
    link = api.post(f"/ab-tests/{made.json()['id']}/invites", json={}).raise_for_status()
    return str(link.json()["url"])


def test_a_member_is_not_shown_the_others(page: Page, server: ServerProcess) -> None:
    come_in(page, server, register(server), "/settings/people")
    expect(page.get_by_test_id("empty")).to_contain_text("Only an administrator")
    expect(page.get_by_test_id("person")).to_have_count(0)


def test_signing_out_leaves_nothing_to_see(page: Page, server: ServerProcess) -> None:
    come_in(page, server, register(server), "/settings")
    page.evaluate("localStorage.setItem('reprise.answer.1', 'half an answer')")
    page.get_by_test_id("sign-out").click()
    expect(page.get_by_test_id("sign-in")).to_be_visible()
    tied.until(
        lambda: page.evaluate("localStorage.getItem('reprise.answer.1')") is None,
        10,
        lambda: "a draft is still in the browser",
    )
    page.goto(f"{server.url}/settings/account")
    expect(page.get_by_test_id("sign-in")).to_be_visible()


def test_where_anybody_may_join_the_page_offers_it(
    windows: Windows, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with accounts_server(tmp_path_factory.mktemp("open"), REPRISE_REGISTRATION="open") as server:
        page = windows.open()
        page.goto(f"{server.url}/interviews")
        page.get_by_test_id("sign-up-open").click()
        page.get_by_test_id("email").fill("first@example.org")
        page.get_by_test_id("new-password").fill(PASSWORD)
        page.get_by_test_id("sign-up-submit").click()
        expect(page.get_by_role("heading", name="Interviews", level=1)).to_be_visible()
