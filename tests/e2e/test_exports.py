"""MIDI, stems, technical checks and the parameters, as people meet them on the page."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import httpx
import mido
import pytest
from playwright.sync_api import Page, expect
from tests.e2e.asking import open_finished
from tests.support.processes import ServerProcess

pytestmark = pytest.mark.e2e


def test_notes_and_parts_are_in_the_menu(signed_in: Page, api: httpx.Client, server: ServerProcess) -> None:
    page = signed_in
    open_finished(page, api, server.url, num_samples=1, duration=3)
    found = {}
    for format_ in ("midi", "stems"):
        page.get_by_test_id("download").click()
        with page.expect_download() as download:
            page.locator(f"[data-format={format_}]").click()
        found[format_] = download.value
    assert found["midi"].suggested_filename == "slow-sad-piano-in-d-minor-60-bpm-A.mid"
    assert mido.MidiFile(found["midi"].path()).type == 1
    content = Path(found["stems"].path()).read_bytes()
    assert "manifest.json" in zipfile.ZipFile(io.BytesIO(content)).namelist()


def test_checks_are_a_table_with_their_limits(
    signed_in: Page, api: httpx.Client, server: ServerProcess
) -> None:
    page = signed_in
    open_finished(page, api, server.url, num_samples=2, duration=12)
    expect(page.get_by_test_id("checks-verdict")).to_have_text(re.compile("limits"))
    page.get_by_test_id("technical-checks").locator("summary").click()
    row = page.locator("[data-check=tempo]")
    expect(row.locator("td")).to_have_count(3)
    expect(row).to_contain_text("asked 60 bpm")
    expect(row).to_contain_text("Within 2 %")


def test_parameters_are_moved_by_keys_reset_and_shared(signed_in: Page, server: ServerProcess) -> None:
    page = signed_in
    page.goto(f"{server.url}/songs/generate")
    page.get_by_test_id("prompt").fill("a tune to share")
    page.get_by_test_id("parameters-toggle").click()
    expect(page.get_by_test_id("parameter-group")).to_have_count(4)
    expect(page.locator("[data-testid^=parameter-] [role=slider]")).to_have_count(12)
    swing = page.get_by_test_id("parameter-swing")
    for _ in range(3):
        swing.get_by_role("slider").press("ArrowRight")
    expect(swing).to_contain_text("+0.30")
    page.get_by_test_id("parameter-bass").get_by_role("slider").press("Home")
    expect(page.get_by_test_id("parameter-bass")).to_contain_text("−1.00")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_test_id("copy-link").click()
    link = str(page.evaluate("navigator.clipboard.readText()"))
    page.get_by_role("button", name="Reset all").click()
    expect(swing).to_contain_text("0.00")
    page.goto(link)
    expect(page.get_by_test_id("prompt")).to_have_value("a tune to share")
    page.get_by_test_id("parameters-toggle").click()
    expect(page.get_by_test_id("parameter-swing")).to_contain_text("+0.30")
    expect(page.get_by_test_id("parameter-bass")).to_contain_text("−1.00")
    swing.get_by_role("button", name="Reset swing").click()
    expect(swing).to_contain_text("0.00")
