"""Piano rolls and spectrograms of the composer's styles, as contact sheets in docs/pictures/composer."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from reprise.songs.engines.composer.brief import brief
from reprise.songs.engines.composer.compose import compose
from reprise.songs.engines.composer.engine import ComposerEngine
from reprise.songs.engines.composer.score import Score
from reprise.songs.engines.composer.specification import DELTAS, SAMPLE_RATE
from reprise.songs.engines.composer.styles import STYLES
from reprise.songs.engines.protocol import Attributes, RenderRequest

PLACE = Path(__file__).resolve().parents[1] / "docs" / "pictures" / "composer"
SECONDS = 30.0
SEED = 1
STYLES_A_SHEET = 4
WIDTH, ROLL, SPECTRUM, GAP = 560, 150, 110, 8
LOWEST, HIGHEST = 24, 100
TRANSFORM = 4096
HERTZ = (40.0, 16_000.0)
FLOOR_DB = -75.0
COLOURS = {
    "melody": (214, 60, 60), "counter": (235, 140, 60), "chords": (50, 110, 200), "pad": (150, 190, 225),
    "bass": (60, 150, 80), "drums": (90, 90, 90),
}  # fmt: skip
ORDER = ("pad", "chords", "bass", "counter", "melody", "drums")

Pixels = NDArray[np.uint8]


def main() -> None:
    """Writes the sheets; the same styles always give the same pictures."""
    PLACE.mkdir(parents=True, exist_ok=True)
    names = list(STYLES)
    for number, first in enumerate(range(0, len(names), STYLES_A_SHEET), start=1):
        sheet = _sheet(names[first : first + STYLES_A_SHEET])
        target = PLACE / f"styles-{number}.png"
        sheet.quantize(64).save(target, optimize=True)
        print(f"{target.relative_to(PLACE.parents[2])}: {target.stat().st_size // 1000} kB")


def _sheet(names: list[str]) -> Image.Image:
    height = 18 + ROLL + SPECTRUM + GAP
    rows = -(-len(names) // 2)
    sheet = Image.new("RGB", (2 * WIDTH + 3 * GAP, rows * (height + GAP) + GAP + 16), "white")
    for index, name in enumerate(names):
        left, top = GAP + (index % 2) * (WIDTH + GAP), GAP + (index // 2) * (height + GAP)
        _style(sheet, name, left, top)
    _legend(ImageDraw.Draw(sheet), GAP, sheet.height - 16)
    return sheet


def _style(sheet: Image.Image, name: str, left: int, top: int) -> None:
    made, _ = brief(name, Attributes())
    score = compose(made, SECONDS, dict.fromkeys(DELTAS, 0.0), SEED)
    request = RenderRequest(name, SECONDS, SEED)
    audio = ComposerEngine().render(request, lambda share, stage: None).audio
    text = f"{name}: {score.tempo:g} bpm, {score.key}, " + ", ".join(
        track.instrument for track in score.tracks
    )
    ImageDraw.Draw(sheet).text((left, top), text, fill="black", font=ImageFont.load_default(11))
    sheet.paste(_piano_roll(score), (left, top + 18))
    sheet.paste(Image.fromarray(_spectrogram(audio.mean(axis=1))), (left, top + 18 + ROLL + 2))


def _piano_roll(score: Score) -> Image.Image:
    """Time from left to right, pitch upwards, colours by role, drums in the lowest rows, bars as lines."""
    roll = Image.new("RGB", (WIDTH, ROLL), (250, 250, 248))
    draw = ImageDraw.Draw(roll)
    per_beat = WIDTH / score.length
    for bar in range(int(score.length // 4) + 1):
        x = bar * 4 * per_beat
        draw.line((x, 0, x, ROLL), fill=(205, 205, 205) if bar % 4 == 0 else (234, 234, 234))
    for track in sorted(score.tracks, key=lambda track: ORDER.index(track.role)):
        for note in track.notes:
            x = note.start * per_beat
            if track.role == "drums":
                y = ROLL - 3 - 20 * (note.pitch - 35) / 36
                draw.point((x, y), fill=COLOURS["drums"])
                continue
            y = (ROLL - 26) * (1 - (note.pitch - LOWEST) / (HIGHEST - LOWEST))
            draw.rectangle(
                (x, y, max(x + 1, x + note.length * per_beat - 1), y + 1), fill=COLOURS[track.role]
            )
    x = score.ending * per_beat
    draw.line((x, 0, x, ROLL), fill=(0, 0, 0))
    return roll


def _spectrogram(mono: NDArray[np.float32]) -> Pixels:
    """Levels on a logarithmic frequency axis, from dark to bright over 75 dB."""
    starts = np.linspace(0, len(mono) - TRANSFORM, WIDTH).astype(int)
    window = np.hanning(TRANSFORM).astype(np.float32)
    columns = np.stack([np.abs(np.fft.rfft(mono[start : start + TRANSFORM] * window)) for start in starts])
    rows = np.geomspace(HERTZ[1], HERTZ[0], SPECTRUM)
    at = rows * TRANSFORM / SAMPLE_RATE
    levels = np.stack([np.interp(at, np.arange(columns.shape[1]), column) for column in columns], axis=1)
    share = np.clip(20 * np.log10(levels / columns.max() + 1e-9) / -FLOOR_DB + 1, 0, 1)
    colours = np.array([(10, 10, 30), (70, 30, 110), (190, 60, 90), (250, 160, 70), (255, 250, 210)])
    stops = np.linspace(0, 1, len(colours))
    return np.stack([np.interp(share, stops, colours[:, part]) for part in range(3)], axis=2).astype(np.uint8)


def _legend(draw: ImageDraw.ImageDraw, left: int, top: int) -> None:
    for role in reversed(ORDER):
        draw.rectangle((left, top + 3, left + 10, top + 9), fill=COLOURS[role])
        draw.text((left + 14, top), role, fill="black", font=ImageFont.load_default(10))
        left += 70
    draw.text((left, top), "black line: the final chord", fill="black", font=ImageFont.load_default(10))


if __name__ == "__main__":
    main()
