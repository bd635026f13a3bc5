"""Engines by name, and what may not be imported on the way."""

import subprocess
import sys

import pytest

from reprise.songs.engines.protocol import Engine
from reprise.songs.engines.registry import UnknownEngine, load_engines


def test_built_in_engine_is_found_by_name() -> None:
    engines = load_engines(["composer"])
    assert list(engines) == ["composer"]
    assert isinstance(engines["composer"], Engine)
    assert engines["composer"].availability().available


def test_engine_is_found_by_module_and_class() -> None:
    engines = load_engines(["reprise.songs.engines.composer.engine:ComposerEngine"])
    assert engines["composer"].spec.max_duration == 240


@pytest.mark.parametrize(
    "name", ["nonsense", "", "no.such.module:Engine", "reprise.songs.engines.protocol:Missing",
             "reprise.songs.engines.protocol:Parameter", "pathlib:Path"],
)  # fmt: skip
def test_unknown_engine_is_named_with_those_known(name: str) -> None:
    with pytest.raises(UnknownEngine) as caught:
        load_engines([name])
    assert isinstance(caught.value, ValueError)
    assert repr(name) in str(caught.value)
    assert "composer" in str(caught.value)


def test_two_engines_of_one_name_are_refused() -> None:
    with pytest.raises(UnknownEngine, match="already"):
        load_engines(["composer", "reprise.songs.engines.composer.engine:ComposerEngine"])


def test_specs_are_read_without_the_audio_stack() -> None:
    program = (
        "import sys\n"
        "from reprise.songs.engines.registry import load_engines\n"
        "from reprise.songs.engines.protocol import Attributes\n"
        "load_engines(['composer'])['composer'].understand('slow sad piano', Attributes())\n"
        "print([name for name in ('numpy', 'scipy', 'soundfile') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
