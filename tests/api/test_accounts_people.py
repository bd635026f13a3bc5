"""Roles, the last admin, whoever is kept out, taking over, leaving with one's data."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from uuid import uuid4

import pytest
from sqlalchemy import func, select
from tests.api.accounts_fixtures import people, settings
from tests.api.persons import PASSWORD, People, Person, code
from tests.api.studio import API, Studio

from reprise.core.auth.models import OWNER_ID, User
from reprise.core.context import Core
from reprise.core.db import Base
from reprise.personal_data import NOT_EXPORTED, PERSONAL_DATA
from reprise.songs.favorites.models import Favorite
from reprise.songs.prompts.models import Prompt
from reprise.songs.templates.models import PromptTemplate
from reprise.tables import metadata

__all__ = ["people", "settings"]

ME = f"{API}/users/me"


@pytest.fixture
async def admin(people: People) -> Person:
    return await people.first_admin()


@pytest.fixture
async def member(people: People) -> Person:
    return await people.add("member@example.org")


def person(one: Person) -> str:
    return f"{API}/users/{one.id}"


async def test_admins_see_everybody_in_pages(admin: Person, member: Person) -> None:
    page = (await admin.client.get(f"{API}/users", params={"limit": 1})).json()
    assert page["total"] == 2
    (newest,) = page["items"]
    assert newest == newest | {"email": member.email, "role": "member", "disabled": False}
    assert set(newest) == {"id", "email", "role", "created_at", "disabled"}
    rest = (await admin.client.get(f"{API}/users", params={"cursor": page["next_cursor"]})).json()
    assert [one["email"] for one in rest["items"]] == [admin.email]


async def test_a_new_role_counts_at_once_and_voids_what_the_old_one_opened(
    admin: Person, member: Person, people: People
) -> None:
    browser = await people.browser(member.email)
    key = (await member.client.post(f"{ME}/keys", json={"name": "x"})).json()["key"]
    answer = await admin.client.patch(person(member), json={"role": "rater"})
    assert (answer.status_code, answer.json()["role"]) == (200, "rater")
    for client in (browser, member.client):
        assert (await client.get(ME)).status_code == 401
    by_key = people.connect(authorization=f"Bearer {key}")
    assert (await by_key.get(ME)).json()["role"] == "rater"
    assert (await by_key.get(f"{API}/jobs")).status_code == 404


async def test_the_same_role_again_signs_nobody_out(admin: Person, member: Person) -> None:
    assert (await admin.client.patch(person(member), json={"role": "member"})).status_code == 200
    assert (await member.client.get(ME)).status_code == 200


async def test_whoever_is_disabled_is_out_by_every_door_until_let_in(
    admin: Person, member: Person, people: People
) -> None:
    browser = await people.browser(member.email)
    key = (await member.client.post(f"{ME}/keys", json={"name": "x"})).json()["key"]
    by_key = people.connect(authorization=f"Bearer {key}")
    assert (await admin.client.patch(person(member), json={"disabled": True})).json()["disabled"] is True
    for client in (browser, member.client, by_key):
        assert (await client.get(ME)).status_code == 401
    assert code(await people.try_login(member.email, PASSWORD)) == (401, "INVALID_CREDENTIALS")
    assert (await admin.client.patch(person(member), json={"disabled": False})).status_code == 200
    assert (await by_key.get(ME)).status_code == 200
    assert (await browser.get(ME)).status_code == 401, "what was open stays shut"
    assert await people.login(member.email)


async def test_the_last_admin_stays(admin: Person, member: Person, people: People) -> None:
    for change in ({"role": "member"}, {"disabled": True}):
        assert code(await admin.client.patch(person(admin), json=change)) == (409, "LAST_ADMIN")
    leave = await admin.client.post(f"{ME}/deletion", json={"password": PASSWORD})
    assert code(leave) == (409, "LAST_ADMIN")
    disabled = await people.add("second@example.org", "admin")
    assert (await admin.client.patch(person(disabled), json={"disabled": True})).status_code == 200
    assert code(await admin.client.patch(person(admin), json={"role": "member"})) == (409, "LAST_ADMIN")


async def test_of_admins_who_demote_each_other_one_is_left(admin: Person, people: People, core: Core) -> None:
    others = [await people.add(f"admin{n}@example.org", "admin") for n in range(4)]
    all_ = [admin, *others]
    pairs = zip(all_, [*all_[1:], all_[0]], strict=True)
    answers = await asyncio.gather(
        *(one.client.patch(person(next_), json={"role": "member"}) for one, next_ in pairs)
    )
    codes = [answer.status_code for answer in answers]
    assert set(codes) <= {200, 401, 403, 409}
    async with core.database.snapshot() as session:
        query = select(func.count()).where(User.role == "admin", User.email.is_not(None))
        left = await session.scalar(query)
    # One who was demoted before they asked is refused, and then more than one is left.
    assert left == len(all_) - codes.count(200), codes
    assert left >= 1


async def test_an_unknown_person_is_404(admin: Person) -> None:
    unknown = uuid4()
    for answer in (
        await admin.client.patch(f"{API}/users/{unknown}", json={"role": "member"}),
        await admin.client.post(f"{API}/users/{unknown}/reset-link"),
    ):
        assert answer.status_code == 404
        assert str(unknown) in answer.json()["detail"]["message"]


async def test_the_first_admin_takes_over_what_was_there(core: Core, people: People) -> None:
    prompt = Prompt(id=uuid4(), owner_id=OWNER_ID, text="made before there were accounts")
    mine = PromptTemplate(owner_id=OWNER_ID, name="mine", category="Calm", is_system=False, text="a tune")
    async with core.database.transaction() as session:
        session.add_all([prompt, mine])
        await session.flush()
        session.add(Favorite(owner_id=OWNER_ID, prompt_id=prompt.id))
    admin = await people.first_admin()
    assert (await admin.client.get(f"{API}/favorites")).json()["total"] == 1
    assert (await admin.client.get(f"{API}/prompts/{prompt.id}")).status_code == 200
    names = {one["name"] for one in (await admin.client.get(f"{API}/prompt-templates")).json()["items"]}
    assert "mine" in names
    second = await people.add("second@example.org", "admin")
    assert (await second.client.get(f"{API}/favorites")).json()["total"] == 0


class TestLeaving:
    @pytest.fixture
    def studio(self, core: Core, member: Person) -> Studio:
        return Studio(core, member.client)

    async def test_songs_stay_and_what_is_private_goes(
        self, admin: Person, member: Person, studio: Studio, core: Core, people: People
    ) -> None:
        prompt = await studio.prompt()
        job = await studio.submit(prompt["id"], num_samples=1)
        (audio_id,) = await studio.complete(job["id"])
        await member.client.put(f"{API}/favorites", json={"kind": "prompt", "target_id": prompt["id"]})
        made = {"name": "mine", "category": "Calm", "text": "a tune"}
        await member.client.post(f"{API}/prompt-templates", json=made)
        await member.client.post(f"{API}/job-postings", json={"title": "Baker", "description": "Bread."})
        await member.client.put(f"{API}/resumes/me", json={"content": "I bake."})
        key = (await member.client.post(f"{ME}/keys", json={"name": "x"})).json()["key"]
        browser = await people.browser(member.email)

        wrong = await browser.post(f"{ME}/deletion", json={"password": "wrong"})
        assert code(wrong) == (403, "WRONG_PASSWORD")
        assert (await browser.post(f"{ME}/deletion", json={"password": PASSWORD})).status_code == 204

        for client in (browser, member.client, people.connect(authorization=f"Bearer {key}")):
            assert (await client.get(ME)).status_code == 401
        assert (await people.try_login(member.email, PASSWORD)).status_code == 401
        assert (await admin.client.get(f"{API}/audio/{audio_id}")).status_code == 200
        assert (await admin.client.delete(f"{API}/jobs/{job['id']}")).status_code == 204
        assert await left_by(core, member) == {}
        again = await people.add(member.email)
        assert again.id != member.id

    async def test_the_first_admin_leaves_the_installations_row_behind(
        self, admin: Person, people: People, core: Core
    ) -> None:
        second = await people.add("second@example.org", "admin")
        made = {"name": "mine", "category": "Calm", "text": "a tune"}
        await admin.client.post(f"{API}/prompt-templates", json=made)
        answer = await admin.client.post(f"{ME}/deletion", json={"password": PASSWORD})
        assert answer.status_code == 204
        assert (await admin.client.get(ME)).status_code == 401
        templates = (await second.client.get(f"{API}/prompt-templates")).json()["items"]
        assert len(templates) > 5
        assert {one["is_system"] for one in templates} == {True}
        assert [one["email"] for one in (await second.client.get(f"{API}/users")).json()["items"]] == [
            second.email
        ]
        next_ = await people.first_admin("next@example.org")
        mine = (await next_.client.get(f"{API}/prompt-templates")).json()["items"]
        assert "mine" not in {one["name"] for one in mine}

    async def test_the_export_holds_what_is_theirs_and_no_more(
        self, admin: Person, member: Person, studio: Studio
    ) -> None:
        prompt = await studio.prompt("my own words")
        job = await studio.submit(prompt["id"])
        await studio.complete(job["id"])
        await member.client.put(f"{API}/resumes/me", json={"content": "I bake."})
        await member.client.post(f"{ME}/keys", json={"name": "laptop"})
        await admin.client.post(f"{API}/prompts", json={"text": "somebody else's words"})
        answer = await member.client.get(f"{ME}/export")
        assert "attachment" in answer.headers["content-disposition"]
        document = json.loads(answer.text)
        data = document["data"]
        assert set(data) == {part.table.name for part in PERSONAL_DATA}
        assert document["user_id"] == data["users"][0]["id"] == str(member.id)
        assert [row["text"] for row in data["prompts"]] == ["my own words"]
        assert [row["id"] for row in data["generation_jobs"]] == [job["id"]]
        assert [row["name"] for row in data["api_keys"]] == ["laptop"]
        assert [row["content"] for row in data["resumes"]] == ["I bake."]
        assert data["prompts"][0]["created_at"].endswith("Z")
        assert "somebody else" not in answer.text

    async def test_the_export_goes_page_by_page(self, member: Person, core: Core) -> None:
        async with core.database.transaction() as session:
            session.add_all(Prompt(owner_id=member.id, text=f"tune {n}") for n in range(450))
        document = (await member.client.get(f"{ME}/export")).json()
        assert {row["text"] for row in document["data"]["prompts"]} == {f"tune {n}" for n in range(450)}
        assert len(document["data"]["prompts"]) == 450


async def left_by(core: Core, gone: Person) -> dict[str, int]:
    """How many rows in which tables still name a person."""
    found = {}
    async with core.database.snapshot() as session:
        for table in metadata.sorted_tables:
            for column in table.c:
                if any(key.references(Base.metadata.tables["users"]) for key in column.foreign_keys):
                    count = await session.scalar(
                        select(func.count()).select_from(table).where(column == gone.id)
                    )
                    if count:
                        found[table.name] = count
    return found


def test_every_table_of_anybodys_is_listed() -> None:
    listed = {part.table.name for part in PERSONAL_DATA}
    of_people = {"users"}
    for table in metadata.sorted_tables:
        if any(key.column.table.name in of_people for key in table.foreign_keys):
            of_people.add(table.name)
    derived = {"audio_peaks", "prompt_terms", "feedback_tags", "expert_vectors", "counted_votes"}
    # Of visitors, who have no account.
    derived |= {"expert_clicks"}
    assert of_people - listed == NOT_EXPORTED | derived
    assert listed <= of_people


def test_what_points_at_something_comes_after_it() -> None:
    places = {part.table.name: place for place, part in enumerate(PERSONAL_DATA)}
    for part in PERSONAL_DATA:
        assert len(part.table.primary_key.columns) == 1
        for key in part.table.foreign_keys:
            if key.column.table.name in places and key.column.table is not part.table:
                assert places[key.column.table.name] < places[part.table.name]
    assert Counter(part.table.name for part in PERSONAL_DATA).most_common(1)[0][1] == 1
