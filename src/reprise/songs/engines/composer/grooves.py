"""Drum patterns: bars of sixteenth notes on General MIDI percussion keys."""

from __future__ import annotations

from collections.abc import Mapping

KICK, RIM, SNARE, CLAP, LOW_TOM, CLOSED_HAT, MID_TOM, OPEN_HAT = 36, 37, 38, 39, 45, 42, 47, 46
CRASH, HIGH_TOM, RIDE, TAMBOURINE, HIGH_CONGA, LOW_CONGA, SHAKER, TAIKO = 49, 50, 51, 54, 63, 64, 70, 41

STRENGTH = {"X": 0.85, "x": 0.62, "o": 0.34}
MAYBE = "?"

Groove = Mapping[int, str]

GROOVES: Mapping[str, Groove] = {
    "pop": {KICK: "X.....x.X..?....", SNARE: "....X.......X..?", CLOSED_HAT: "x.o.x.o.x.o.x.o."},
    "pop floor": {KICK: "X...x...X...x.?.", SNARE: "....X.......X...", OPEN_HAT: "......o.......o.",
                  CLOSED_HAT: "x.o.x...x.o.x...", TAMBOURINE: "..o...o...o...o."},
    "soft": {KICK: "x.......x.......", RIM: "....x.......x...", CLOSED_HAT: "o.o.o.o.o.o.o.o."},
    "rock": {KICK: "X......?X.x.....", SNARE: "....X.......X...", CLOSED_HAT: "x.x.x.x.x.x.x.x."},
    "rock ride": {KICK: "X..x....X..x..?.", SNARE: "....X.......X...", RIDE: "x...x.o.x...x.o."},
    "house": {KICK: "X...X...X...X...", CLAP: "....x.......x...", OPEN_HAT: "..x...x...x...x.",
              CLOSED_HAT: "o?.oo?.oo?.oo?.o", SHAKER: "o.oo..o.o.oo..o."},
    "disco": {KICK: "X...X...X...X...", SNARE: "....x.......x..?", OPEN_HAT: "..x...x...x...x.",
              CLOSED_HAT: "x..ox..ox..ox..o", TAMBOURINE: "o.o.o.o.o.o.o.o."},
    "techno": {KICK: "X...X...X...X...", CLAP: "....o.......o...", CLOSED_HAT: "o.xoo.xoo.xoo.xo",
               RIM: "...?..o....?..?."},
    "techno broken": {KICK: "X...X...X..oX...", CLAP: "............x...", OPEN_HAT: "..x...x...x...x.",
                      LOW_CONGA: "...o..o....o..?.", CLOSED_HAT: "o.o.o.o.o.o.o.o."},
    "boom bap": {KICK: "X......o..X..?..", SNARE: "....X..?....X...", CLOSED_HAT: "x.o.x.o.x.o.x.oo"},
    "dusty": {KICK: "X..o......X.....", SNARE: "....X.......X..?", CLOSED_HAT: "x.x.o.x.x.x.o.x.",
              SHAKER: "..o...o...o...o."},
    "trap": {KICK: "X.....?...x.....", CLAP: "........X.......", CLOSED_HAT: "x.x.x.xxx.x.xoxo",
             OPEN_HAT: "......?........."},
    "jazz": {RIDE: "x...x.o.x...x.o.", CLOSED_HAT: "....o.......o...", KICK: "o.......?.......",
             SNARE: "......?.......?."},
    "jazz two": {RIDE: "x...o.x.x...o.x.", CLOSED_HAT: "....x.......x...", KICK: "o.....?.....?...",
                 RIM: "............o..."},
    "funk": {KICK: "X..x..x...?x..?.", SNARE: "....X..o.o..X..o", CLOSED_HAT: "x.xox.xox.xox.x."},
    "funk linear": {KICK: "X.x....x..x..?..", SNARE: "....X.o..o..X.o.", CLOSED_HAT: "x.x.x.x.x.x.x.x.",
                    OPEN_HAT: ".......?......o."},
    "cinematic": {TAIKO: "X.....x.x.......", LOW_TOM: "...?....x..x..o?", SHAKER: "o.o.o.o.o.o.o.o."},
    "march": {TAIKO: "X.......X...x...", LOW_TOM: "....x.oo....x.o?", MID_TOM: "..........o.....",
              SHAKER: "..o...o...o...o."},
    "hand": {LOW_CONGA: "X.......X.x.....", HIGH_CONGA: "....x..o....x.o?", SHAKER: "x.oox.oox.oox.oo",
             TAMBOURINE: "....o.......o..."},
    "hand open": {LOW_CONGA: "X.......X.....x.", HIGH_CONGA: "..o...x.o...x.xo", SHAKER: "o.x.o.x.o.x.o.x.",
                  TAMBOURINE: "....x.......x..."},
    "bossa": {KICK: "x.....o.x.....o.", RIM: "x..x..x...x..x..", CLOSED_HAT: "o.o.o.o.o.o.o.o.",
              SHAKER: "ooxoooxoooxoooxo"},
    "bossa light": {KICK: "x.....o.x.....o.", RIM: "..x...x..x..x...", SHAKER: "x.oox.oox.oox.oo"},
    "one drop": {KICK: "........X.......", RIM: "........X..?....", CLOSED_HAT: "x.o.x.o.x.o.x.oo"},
    "steppers": {KICK: "X...X...X...X...", SNARE: "........x.....?.", CLOSED_HAT: "..x...x...x...x."},
    "shuffle": {KICK: "X.....o.X.....?.", SNARE: "....X..?....X...", CLOSED_HAT: "x.o.x.o.x.o.x.o."},
    "slow shuffle": {KICK: "X.......x.o.....", SNARE: "....X.......X.?.", RIDE: "x.o.x.o.x.o.x.o."},
}  # fmt: skip

HAND_DRUMS = ("hand", "hand open")
SOFT_DRUMS = ("soft",)

FILLS: tuple[tuple[tuple[int, str], ...], ...] = (
    ((SNARE, "........o.o.xoxX"),),
    ((HIGH_TOM, "........x.x....."), (MID_TOM, "..........x.x..."), (LOW_TOM, "............x.xx")),
    ((SNARE, "........x..x...."), (LOW_TOM, "..........x..xx."), (KICK, "........x.....x.")),
    ((SNARE, "............oxoX"), (CLOSED_HAT, "........x.x.....")),
    ((MID_TOM, "........xx......"), (LOW_TOM, "..........xx...."), (SNARE, "............xxXX")),
)
"""The second half of a bar that leads into the next phrase."""
