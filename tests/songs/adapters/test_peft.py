"""What is accepted as a learned adapter, and what each refusal says."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.commands.peft_files import LAYER, PAIRS, halves, safetensors, write

from reprise.songs.adapters.peft import directory
from reprise.songs.adapters.peft.errors import PeftDirectoryError

FIRST = next(iter(PAIRS))
BF16_ONE = 0x3F80


def _half_precision(kind: str, one: float) -> dict[str, np.ndarray[Any, Any]]:
    return {name: np.full(values.shape, one, kind) for name, values in PAIRS.items()}


def _only(name: str) -> dict[str, np.ndarray[Any, Any]]:
    return {name: PAIRS[name]}


def test_facts_and_checksums(tmp_path: Path) -> None:
    path = write(tmp_path / "adapter")
    found = directory.read(path)
    assert (found.config.base_model_name_or_path, found.config.r, found.config.lora_alpha) == (
        "facebook/musicgen-small",
        4,
        8,
    )
    assert found.config.target_names == ["q_proj", "v_proj"]
    assert found.pairs == 2
    for file in found.files:
        content = (path / file.path.name).read_bytes()
        assert (file.bytes, file.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert directory.read(write(tmp_path / "same")).sha256 == found.sha256
    assert directory.read(write(tmp_path / "other", lora_alpha=9)).sha256 != found.sha256


@pytest.mark.parametrize(
    ("tensors", "config"),
    [
        (_half_precision("<f2", 1.0), {}),
        (_half_precision("<u2", BF16_ONE), {}),
        (PAIRS, {"target_modules": r".*self_attn\.(q|v)_proj"}),
        (PAIRS, {"target_modules": "all-linear"}),
        (PAIRS, {"target_modules": ["self_attn.q_proj", f"{LAYER}.v_proj"]}),
        (halves("q_proj") | halves("v_proj", rank=2), {"rank_pattern": {"v_proj": 2}}),
        # One module that changes something is enough.
        (halves("q_proj", b=0.0) | halves("v_proj"), {}),
    ],
)
def test_what_peft_writes_is_accepted(
    tensors: dict[str, np.ndarray[Any, Any]], config: dict[str, Any], tmp_path: Path
) -> None:
    assert directory.read(write(tmp_path, tensors, **config)).pairs == 2


@pytest.mark.parametrize("zero", [0.0, -0.0])
def test_an_adapter_that_changes_nothing_is_refused(zero: float, tmp_path: Path) -> None:
    tensors = halves("q_proj", b=zero) | halves("v_proj", b=zero)
    with pytest.raises(PeftDirectoryError, match="every lora_B is zero, so the adapter changes nothing"):
        directory.read(write(tmp_path, tensors))


def test_a_pickle_is_refused_unread(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "adapter_model.safetensors").rename(tmp_path / "adapter_model.bin")
    with pytest.raises(PeftDirectoryError, match="a pickle can run code"):
        directory.read(tmp_path)


@pytest.mark.parametrize(
    ("config", "told"),
    [
        ({"peft_type": "IA3"}, "peft_type is 'IA3'; only LORA"),
        ({"peft_type": ...}, "peft_type: Field required"),
        ({"base_model_name_or_path": None}, "base_model_name_or_path"),
        ({"base_model_name_or_path": ""}, "base_model_name_or_path"),
        ({"r": 0}, "r: Input should be greater"),
        ({"r": "4"}, "r: Input should be a valid integer"),
        ({"r": 8}, "says rank 8"),
        ({"target_modules": []}, "target_modules"),
        ({"target_modules": ["k_proj"]}, "none of the target_modules"),
        ({"target_modules": "(q|"}, "is no pattern"),
        ({"use_dora": True}, "use_dora is set"),
        ({"modules_to_save": ["lm_head"]}, "modules_to_save is set"),
    ],
)
def test_a_configuration_that_does_not_fit_is_named(
    config: dict[str, Any], told: str, tmp_path: Path
) -> None:
    with pytest.raises(PeftDirectoryError) as refused:
        directory.read(write(tmp_path, **config))
    assert told in str(refused.value)
    assert "adapter_config.json" in str(refused.value)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "no safetensors file"),
        (b"\x80\x04pickle", "no safetensors file"),
        (safetensors(PAIRS)[:-1], "are described and"),
        (safetensors(PAIRS) + b"x", "are described and"),
        (safetensors(PAIRS)[:40], "cut off"),
        (b"\x02" + bytes(7) + b"{]", "not JSON"),
        (b"\x02" + bytes(7) + b"[]", "no object"),
        (b"\x02" + bytes(7) + b"{}", "nothing in it"),
        (safetensors(PAIRS, dtype="I32"), "is I32"),
        (safetensors(PAIRS, shape=[4, 9]), "has not the bytes"),
        (safetensors(PAIRS, shape=["4", 8]), "no whole numbers"),
        (safetensors(PAIRS, data_offsets=[4, 132]), "does not begin where the one before ends"),
        (safetensors(PAIRS, data_offsets=None), "says too little"),
        (safetensors(_only(FIRST)), "has no lora_B"),
        (
            safetensors(PAIRS | {"base_model.model.lm_head.weight": np.ones(2, "<f4")}),
            "is no half of a",
        ),
        (safetensors(PAIRS, shape=[32]), "no matrices"),
        (safetensors(halves("q_proj", b=np.inf)), "infinite or none"),
        (safetensors(halves("q_proj", b=np.nan)), "infinite or none"),
    ],
)
def test_weights_that_are_not_whole_are_named(content: bytes, told: str, tmp_path: Path) -> None:
    with pytest.raises(PeftDirectoryError) as refused:
        directory.read(write(tmp_path, content))
    assert told in str(refused.value)
    assert "adapter_model.safetensors" in str(refused.value)


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(PeftDirectoryError, match="no such directory"):
        directory.read(tmp_path / "nowhere")
    with pytest.raises(PeftDirectoryError, match=r"no adapter_config\.json"):
        directory.read(tmp_path)
    write(tmp_path)
    (tmp_path / "adapter_model.safetensors").unlink()
    with pytest.raises(PeftDirectoryError, match=r"no adapter_model\.safetensors"):
        directory.read(tmp_path)
