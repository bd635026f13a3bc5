"""A finished job: loop, heard parts, downloads, favourites, deleting one sample, comparing."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import httpx
import pytest
import soundfile
from playwright.sync_api import Locator, Page, expect
from tests.e2e.asking import audio, open_finished, open_more, wait_for_audio
from tests.support import tied
from tests.support.processes import ServerProcess

pytestmark = pytest.mark.e2e


@pytest.fixture
def job(signed_in: Page, api: httpx.Client, server: ServerProcess) -> str:
    """The id of a job of three samples, 20 s each, whose page is open."""
    return open_finished(signed_in, api, server.url, num_samples=3, duration=20)


def drag(page: Page, over: Locator, start: float, end: float) -> None:
    """With the mouse, from one share of the width to another."""
    box = over.bounding_box()
    assert box is not None
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * start, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * end, y, steps=4)
    page.mouse.up()


def loop_of(page: Page) -> tuple[float, float]:
    region = page.get_by_test_id("loop-region").first
    return float(region.get_attribute("data-from") or -1), float(region.get_attribute("data-to") or -1)


def test_a_drag_with_shift_repeats_the_part_in_every_sample(signed_in: Page, job: str) -> None:
    page = signed_in
    page.keyboard.down("Shift")
    drag(page, page.get_by_test_id("sample").first.get_by_test_id("waveform"), 0.25, 0.35)
    page.keyboard.up("Shift")
    assert loop_of(page) == pytest.approx((5, 7), abs=0.15)
    # In three rows and in the bar.
    expect(page.get_by_test_id("loop-region")).to_have_count(4)
    wait_for_audio(page, "audio.currentTime > 6.2")
    wait_for_audio(page, "audio.currentTime < 6")
    page.keyboard.press("2")
    wait_for_audio(page, "audio.currentTime > 6.2")
    wait_for_audio(page, "audio.currentTime < 6")
    page.keyboard.press("l")
    wait_for_audio(page, "audio.currentTime > 7.5")


def test_a_drag_under_the_line_and_its_ends_change_the_part(signed_in: Page, job: str) -> None:
    page = signed_in
    strip = page.get_by_test_id("sample").first.get_by_test_id("wave-strip")
    drag(page, strip, 0.5, 0.6)
    assert loop_of(page) == pytest.approx((10, 12), abs=0.15)
    end = page.get_by_test_id("sample").first.get_by_test_id("loop-end")
    end.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert loop_of(page) == pytest.approx((10, 13), abs=0.15)
    box, whole = end.bounding_box(), strip.bounding_box()
    assert box is not None
    assert whole is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 + whole["width"] * 0.1, box["y"], steps=4)
    page.mouse.up()
    assert loop_of(page) == pytest.approx((10, 15), abs=0.15)


def test_what_was_heard_is_marked_and_what_was_skipped_is_not(signed_in: Page, job: str) -> None:
    page = signed_in
    page.get_by_test_id("play").first.click()
    wait_for_audio(page, "audio.currentTime > 1")
    page.keyboard.press("ArrowRight")
    wait_for_audio(page, "audio.currentTime > 6.6")
    page.keyboard.press("Space")
    heard = page.get_by_test_id("sample").first.get_by_test_id("heard")
    expect(heard).to_have_count(2)
    expect(page.get_by_test_id("sample").nth(1).get_by_test_id("heard")).to_have_count(0)


def test_switching_keeps_the_playhead(signed_in: Page, job: str) -> None:
    page = signed_in
    page.get_by_test_id("play").first.click()
    page.keyboard.press("ArrowRight")
    wait_for_audio(page, "audio.currentTime > 5")
    page.keyboard.press("Space")
    wait_for_audio(page, "audio.paused")
    at = audio(page, "audio.currentTime")
    for key in "321":
        page.keyboard.press(key)
        wait_for_audio(page, f"Math.abs(audio.currentTime - {at}) < 0.05")
    assert page.locator("audio[src*='/stream']").count() == 3, "the others are ready"


def test_every_format_can_be_saved(signed_in: Page, job: str, tmp_path: Path) -> None:
    page = signed_in
    for form in ("flac", "mp3", "wav"):
        page.get_by_test_id("download").first.click()
        with page.expect_download() as saving:
            page.locator(f"[data-format={form}]").click()
        name = saving.value.suggested_filename
        assert name.endswith(f".{form}")
        assert "sad-piano" in name
        saving.value.save_as(tmp_path / name)
        assert soundfile.info(tmp_path / name).duration == pytest.approx(20, abs=0.2)
    with page.expect_download() as saving:
        page.get_by_test_id("download-zip").click()
    saving.value.save_as(tmp_path / "all.zip")
    names = zipfile.ZipFile(io.BytesIO((tmp_path / "all.zip").read_bytes())).namelist()
    assert len([name for name in names if name.endswith(".flac")]) == 3
    assert "manifest.json" in names


def test_one_sample_is_deleted_unless_that_is_undone(signed_in: Page, job: str, api: httpx.Client) -> None:
    page = signed_in
    samples = page.get_by_test_id("sample")
    for _ in range(2):
        open_more(page, "B").get_by_test_id("delete-sample").click()
        expect(samples).to_have_count(2)
        if _ == 0:
            page.get_by_test_id("undo").click()
            expect(samples).to_have_count(3)
    tied.until(
        lambda: len(api.get(f"/api/v1/generate/{job}").json()["audio_ids"]) == 2, 15, lambda: "still there"
    )
    expect(samples).to_have_count(2)
    expect(samples.nth(1)).to_contain_text("C")


def test_a_favourite_keeps_its_note(signed_in: Page, job: str) -> None:
    page = signed_in
    sample = page.get_by_test_id("sample").first
    expect(sample.get_by_test_id("favorite-note")).to_be_hidden()
    sample.get_by_test_id("favorite").click()
    sample.get_by_test_id("favorite-note").click()
    page.get_by_test_id("note").fill("the second half")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_test_id("note")).to_have_count(0)
    page.reload()
    expect(sample.get_by_test_id("favorite")).to_have_attribute("aria-pressed", "true")
    sample.get_by_test_id("favorite-note").click()
    expect(page.get_by_test_id("note")).to_have_value("the second half")


def test_a_favourite_that_is_none_any_more_can_be_had_back_with_its_note(
    signed_in: Page, job: str, api: httpx.Client
) -> None:
    page = signed_in
    audio_id = api.get(f"/api/v1/generate/{job}").json()["audio_ids"][0]
    marked = {"kind": "sample", "target_id": audio_id, "note": "the best of all"}
    api.put("/api/v1/favorites", json=marked).raise_for_status()
    page.reload()
    sample = page.get_by_test_id("sample").first
    heart = sample.get_by_test_id("favorite")
    for way_back in (page.get_by_test_id("undo"), heart):
        expect(heart).to_have_attribute("aria-pressed", "true")
        heart.click()
        expect(heart).to_have_attribute("aria-pressed", "false")
        expect(page.get_by_test_id("notices")).to_contain_text("No favourite any more")
        way_back.click()
        expect(page.get_by_test_id("undo")).to_have_count(0)
    expect(heart).to_have_attribute("aria-pressed", "true")
    sample.get_by_test_id("favorite-note").click()
    expect(page.get_by_test_id("note")).to_have_value("the best of all")
    page.keyboard.press("Escape")
    heart.click()
    tied.until(
        lambda: api.get(f"/api/v1/favorites/sample/{audio_id}").status_code == 404,
        20,
        lambda: "it is still marked",
    )
    expect(heart).to_have_attribute("aria-pressed", "false")


def test_dragged_samples_of_two_jobs_are_compared_at_one_playhead(
    signed_in: Page, job: str, api: httpx.Client, server: ServerProcess
) -> None:
    page = signed_in
    tray = page.get_by_test_id("compare-tray")

    def put_aside(place: int) -> None:
        grip = page.get_by_test_id("sample-grip").nth(place)
        box = grip.bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.mouse.down()
        page.mouse.move(box["x"] + 40, box["y"] + 40, steps=3)
        expect(tray).to_be_visible()
        target = tray.bounding_box()
        assert target is not None
        page.mouse.move(target["x"] + 200, target["y"] + target["height"] / 2, steps=3)
        page.mouse.up()

    put_aside(2)
    expect(tray).to_contain_text("Add one more")
    open_finished(page, api, server.url, text="driving techno", num_samples=1, duration=16)
    put_aside(0)
    page.get_by_test_id("compare-open").click()
    play = page.get_by_test_id("compare-play")
    expect(play).to_have_attribute("data-phase", "ready")
    expect(page.get_by_test_id("side")).to_have_count(2)
    expect(page.get_by_test_id("technical-table")).to_contain_text("driving techno")
    page.keyboard.press("1")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect(play).to_have_attribute("aria-label", "Pause")
    expect(page.get_by_test_id("compare-time")).to_have_text(re.compile("0:0[6-9]"))
    page.keyboard.press("2")
    expect(page.locator("[data-letter=B]")).to_have_attribute("data-heard", "true")
    expect(play).to_have_attribute("aria-label", "Pause")
    page.goto(f"{server.url}/songs/compare?ids={api.get(f'/api/v1/generate/{job}').json()['audio_ids'][0]}")
    expect(page.get_by_test_id("empty")).to_contain_text("it takes two to compare")


def test_a_link_leads_to_a_sample_and_a_moment_of_it(
    signed_in: Page, job: str, server: ServerProcess
) -> None:
    page = signed_in
    page.goto(f"{server.url}/songs/jobs/{job}?sample=B&t=7")
    expect(page.get_by_test_id("player-time")).to_have_text("0:07 / 0:20")
    expect(page.get_by_role("button", name="Sample B", exact=True)).to_have_attribute("aria-pressed", "true")
    assert audio(page, "audio.paused")
    page.keyboard.press("Space")
    wait_for_audio(page, "!audio.paused && audio.currentTime > 7")
    page.keyboard.press("Space")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_more(page, "B").get_by_test_id("copy-link").click()
    expect(page.get_by_test_id("notices")).to_contain_text("The link is copied")
    link = page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(rf"{server.url}/songs/jobs/{job}\?sample=B&t=\d+", link)


def test_more_of_it_starts_from_it(signed_in: Page, job: str, api: httpx.Client) -> None:
    page = signed_in
    seed = api.get(f"/api/v1/generate/{job}").json()["seed"]
    page.get_by_role("link", name="Same seed, other prompt").click()
    expect(page).to_have_url(re.compile(r"/songs/generate"))
    expect(page.get_by_test_id("seed")).to_have_value(str(seed))
    page.go_back()
    page.get_by_role("link", name="More like this").click()
    expect(page.get_by_test_id("prompt")).to_have_value(re.compile("slow sad piano"))
