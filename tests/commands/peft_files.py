"""Directories as PEFT writes them, made byte by byte."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np

LAYER = "decoder.model.decoder.layers.0.self_attn"
CONFIG: dict[str, Any] = {
    "peft_type": "LORA",
    "base_model_name_or_path": "facebook/musicgen-small",
    "r": 4,
    "lora_alpha": 8,
    "target_modules": ["q_proj", "v_proj"],
    "task_type": None,
    "bias": "none",
}


def halves(module: str, rank: int = 4, size: int = 8, b: float = 0.5) -> dict[str, np.ndarray[Any, Any]]:
    """A is (rank, size), B is (size, rank) and holds `b` alone."""
    prefix = f"base_model.model.{module}"
    return {
        f"{prefix}.lora_A.weight": np.ones((rank, size), "<f4"),
        f"{prefix}.lora_B.weight": np.full((size, rank), b, "<f4"),
    }


PAIRS = halves(f"{LAYER}.q_proj") | halves(f"{LAYER}.v_proj")


def safetensors(tensors: dict[str, np.ndarray[Any, Any]], **changed: Any) -> bytes:
    """`changed` facts replace those of the first tensor's entry in the header."""
    header: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    data = b""
    for name, values in tensors.items():
        raw = values.tobytes()
        dtype = {"<f4": "F32", "<f2": "F16", "<u2": "BF16", "<i4": "I32"}[values.dtype.str]
        offsets = [len(data), len(data) + len(raw)]
        header[name] = {"dtype": dtype, "shape": list(values.shape), "data_offsets": offsets}
        data += raw
    if changed:
        header[next(iter(tensors))] |= changed
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data


def write(directory: Path, tensors: dict[str, np.ndarray[Any, Any]] | bytes = PAIRS, **config: Any) -> Path:
    """A directory with both files; fields of the configuration as they are given; `...` takes one out."""
    directory.mkdir(parents=True, exist_ok=True)
    fields = {name: value for name, value in (CONFIG | config).items() if value is not ...}
    (directory / "adapter_config.json").write_text(json.dumps(fields))
    content = tensors if isinstance(tensors, bytes) else safetensors(tensors)
    (directory / "adapter_model.safetensors").write_bytes(content)
    return directory
