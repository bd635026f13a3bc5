"""Adapters as people use them: made with sliders, heard, used, versioned, activated, renamed, deleted."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect
from tests.commands.peft_files import write
from tests.commands.test_command_line import reprise
from tests.e2e.accessibility import faint_placeholders, violations
from tests.e2e.asking import WIDTHS, audio, expect_state, horizontal_overflow, resize, submit
from tests.support import tied
from tests.support.processes import ServerProcess

pytestmark = pytest.mark.e2e


def make(api: httpx.Client, name: str, *versions: dict[str, float], **fields: Any) -> dict[str, Any]:
    """The first version is active."""
    first, *others = versions or ({"tempo": -0.3, "reverb": 0.4},)
    body = {"name": name, "engine": "composer", "parameters": first, **fields}
    made: dict[str, Any] = api.post("/api/v1/adapters", json=body).raise_for_status().json()
    for parameters in others:
        path = f"/api/v1/adapters/{made['id']}/versions"
        api.post(path, json={"parameters": parameters}).raise_for_status()
    return made


def move(page: Page, name: str, key: str, times: int) -> None:
    slider = page.get_by_test_id(f"parameter-{name}").get_by_role("slider")
    slider.focus()
    for _ in range(times):
        page.keyboard.press(key)


def test_an_adapter_is_made_heard_and_used(
    first_page: Page, api: httpx.Client, server: ServerProcess
) -> None:
    page = first_page
    name = f"Late at night {uuid4().hex[:6]}"
    page.get_by_test_id("rail").get_by_role("link", name="Adapters").click()
    expect(page.get_by_test_id("empty")).to_contain_text("what modifies an engine")
    page.get_by_test_id("adapter-new").first.click()
    page.get_by_test_id("adapter-name").fill(name)
    move(page, "tempo", "ArrowLeft", 3)
    move(page, "reverb", "ArrowRight", 4)
    expect(page.get_by_test_id("parameter-tempo")).to_contain_text("−0.30")

    page.get_by_test_id("preview-prompt").fill("folk guitar")
    page.get_by_test_id("preview-listen").click()
    sides = page.get_by_test_id("preview-sides").get_by_test_id("sample")
    expect(sides).to_have_count(2)
    expect(sides.nth(0)).to_contain_text("Engine alone")
    expect(sides.nth(1)).to_contain_text("tempo −0.30, reverb +0.40")
    sides.nth(0).get_by_test_id("play").click()
    tied.until(lambda: bool(audio(page, "audio.currentTime > 0.5")), 30, lambda: "it does not play")
    # The other one goes on at the same playhead.
    page.get_by_test_id("adapter-editor").get_by_role("heading").click()
    page.keyboard.press("2")
    expect(sides.nth(1).get_by_test_id("play")).to_have_attribute("aria-label", "Pause sample B")
    tied.until(lambda: bool(audio(page, "audio.currentTime > 0.5")), 30, lambda: "it began anew")
    page.keyboard.press("Space")

    page.get_by_test_id("adapter-save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.get_by_test_id("version-row")).to_contain_text("tempo −0.30, reverb +0.40")
    expect(page.get_by_test_id("timeline").get_by_role("listitem").first).to_contain_text(
        "Version 1 activated"
    )
    page.get_by_test_id("generate-with").click()
    expect(page.get_by_test_id("adapter-field")).to_have_value(name)
    page.get_by_test_id("prompt").fill("slow sad piano")
    page.get_by_test_id("duration").fill("4")
    page.get_by_test_id("submit").click()
    expect_state(page, "Completed")
    page.get_by_test_id("adapter-fact").click()
    expect(page.get_by_test_id("adapter-figures")).to_contain_text("1 job")
    # Previews are jobs of the engine alone, with parameters: they do not count as the adapter's.
    page.get_by_test_id("adapter-figures").get_by_role("link", name="1 job").click()
    expect(page.get_by_test_id("job-row")).to_have_count(1)
    expect(page.get_by_test_id("adapter-note")).to_contain_text(f"{name} v1")
    expect(page.get_by_test_id("adapter-filter")).to_have_value(name)


def test_versions_are_compared_activated_and_the_activation_undone(
    signed_in: Page, api: httpx.Client, server: ServerProcess
) -> None:
    page = signed_in
    adapter = make(
        api, f"Late {uuid4().hex[:6]}", {"tempo": -0.3, "reverb": 0.4}, {"tempo": -0.5, "reverb": 0.4}
    )
    page.goto(f"{server.url}/songs/adapters/{adapter['id']}")
    table = page.get_by_test_id("version-comparison")
    expect(table.locator("[data-delta=tempo] [data-changed]")).to_have_text("−0.50")
    expect(table.locator("[data-delta=reverb] [data-changed]")).to_have_count(0)
    page.get_by_role("button", name="Activate version 2").click()
    page.get_by_test_id("activate-reason").fill("It sounded calmer.")
    page.get_by_test_id("activate-confirm").click()
    active = page.locator("[data-testid=version-row]:has([data-testid=is-active])")
    expect(active).to_have_attribute("data-number", "2")
    newest = page.get_by_test_id("timeline").get_by_role("listitem").first
    expect(newest).to_contain_text("It sounded calmer.")
    page.get_by_test_id("notices").get_by_role("button", name="Undo").click()
    expect(active).to_have_attribute("data-number", "1")
    expect(newest).to_contain_text("Undid the activation of version 2")
    page.get_by_test_id("version-new").click()
    # It begins where the active version stands.
    expect(page.get_by_test_id("parameter-tempo")).to_contain_text("−0.30")
    move(page, "swing", "ArrowRight", 2)
    page.get_by_test_id("activate-at-once").check(force=True)
    page.get_by_test_id("adapter-save").click()
    expect(active).to_have_attribute("data-number", "3")
    expect(active).to_contain_text("swing +0.20")


def test_renaming_and_deleting(signed_in: Page, api: httpx.Client, server: ServerProcess) -> None:
    page = signed_in
    marker = uuid4().hex[:6]
    taken, adapter = make(api, f"Taken {marker}"), make(api, f"Before {marker}")
    job_id = submit(api, num_samples=1, duration=2, adapter_id=adapter["id"])
    page.goto(f"{server.url}/songs/adapters/{adapter['id']}")
    page.get_by_test_id("adapter-edit").click()
    page.get_by_test_id("adapter-name").fill(taken["name"])
    page.get_by_test_id("adapter-save").click()
    expect(page.get_by_test_id("adapter-form")).to_contain_text("already")
    page.get_by_test_id("adapter-name").fill(f"After {marker}")
    page.get_by_test_id("adapter-save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"After {marker}")
    page.get_by_test_id("adapter-delete").click()
    row = page.locator(f"[data-adapter-id='{adapter['id']}']")
    expect(page.get_by_test_id("adapters")).to_be_visible()
    expect(row).to_have_count(0)
    page.get_by_test_id("notices").get_by_role("button", name="Undo").click()
    expect(row).to_be_visible()
    api.delete(f"/api/v1/adapters/{adapter['id']}").raise_for_status()
    page.reload()
    expect(row).to_have_count(0)
    # Not `check`: it looks at once, and the switch follows the address.
    page.get_by_test_id("show-deleted").click(force=True)
    expect(page.get_by_test_id("show-deleted")).to_be_checked()
    expect(page).to_have_url(re.compile("deleted=1"))
    row.get_by_role("link", name=f"After {marker}").click()
    expect(page.get_by_test_id("is-deleted")).to_be_visible()
    for gone in ("generate-with", "adapter-edit", "adapter-delete", "version-new", "activate"):
        expect(page.get_by_test_id(gone)).to_have_count(0)
    page.goto(f"{server.url}/songs/jobs/{job_id}")
    expect(page.get_by_test_id("adapter-fact")).to_have_text(f"After {marker} v1 (deleted)")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_can_be_read_and_operated_everywhere(
    width: int, scheme: Any, browser: Browser, api: httpx.Client, server: ServerProcess
) -> None:
    adapter = make(
        api,
        f"Late {uuid4().hex[:6]}",
        {"tempo": -0.3, "reverb": 0.4},
        {"tempo": -0.5, "bass": 0.2},
        description="Slower, softer, more room.",
    )
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce", locale="en-GB")
    page = context.new_page()
    resize(page, width)
    page.goto(f"{server.url}/?token={server.token}")
    expect(page.get_by_test_id("prompt")).to_be_visible()
    found = []
    landmarks = {
        "/songs/adapters": "adapters",
        "/songs/adapters/new": "adapter-editor",
        f"/songs/adapters/{adapter['id']}": "timeline",
        f"/songs/adapters/{adapter['id']}/new": "adapter-editor",
    }
    for address, landmark in landmarks.items():
        page.goto(f"{server.url}{address}")
        expect(page.get_by_test_id(landmark)).to_be_visible()
        expect(page.get_by_label("Loading", exact=False)).to_have_count(0)
        found += violations(page) + faint_placeholders(page)
        assert horizontal_overflow(page) == 0, address
    page.goto(f"{server.url}/songs/adapters/{adapter['id']}")
    page.get_by_test_id("activate").click()
    expect(page.get_by_test_id("activate-reason")).to_be_focused()
    found += violations(page) + faint_placeholders(page)
    context.close()
    assert not found, "\n".join(found)


def test_a_learned_one_says_that_its_engine_is_not_here(
    signed_in: Page, server: ServerProcess, tmp_path: Path
) -> None:
    page = signed_in
    asked = ("adapters", "import", write(tmp_path / "peft"), "--name", "Learned")
    done = reprise(*asked, cwd=tmp_path, REPRISE_DATA_DIR=str(server.data_dir))
    assert done.returncode == 0, done.stderr
    page.goto(f"{server.url}/songs/adapters")
    row = page.get_by_test_id("adapter-row").filter(has_text="Learned")
    expect(row).to_contain_text("learned: rank 4, 2 modules of facebook/musicgen-small")
    row.get_by_role("link", name="Learned").click()
    expect(page.get_by_text("kept for the engine musicgen, which is not here yet")).to_be_visible()
    for missing in ("generate-with", "version-new"):
        expect(page.get_by_test_id(missing)).to_have_count(0)
    page.goto(f"{server.url}/songs/generate")
    page.get_by_test_id("adapter-field").click()
    expect(page.get_by_role("option", name="Learned")).to_have_count(0)
