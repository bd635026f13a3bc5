"""`adapter_config.json`: what kind of adapter it is, of which model, and where in it.

Source: PEFT 0.19, `LoraConfig` (https://huggingface.co/docs/peft/package_reference/lora).
"""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from reprise.songs.adapters.peft.errors import PeftDirectoryError

CONFIG = "adapter_config.json"
MAX_CONFIG_BYTES = 1_000_000
_Rank = Annotated[int, Field(ge=1, le=4096)]
_Name = Annotated[str, Field(min_length=1, max_length=1_000)]


class LoraConfig(BaseModel):
    """The fields that matter here; `target_modules` is a pattern where it is one text."""

    model_config = ConfigDict(strict=True)

    peft_type: str
    base_model_name_or_path: _Name
    r: _Rank
    lora_alpha: float
    target_modules: Annotated[list[_Name], Field(min_length=1)] | _Name
    rank_pattern: dict[str, _Rank] = Field(default_factory=dict)
    use_dora: bool = False
    modules_to_save: list[str] | None = None

    def rank_of(self, module: str) -> int:
        """PEFT lets `rank_pattern` name ends of module names, as patterns."""
        for pattern, rank in self.rank_pattern.items():
            if _matches(rf"(.*\.)?({pattern})", module):
                return rank
        return self.r

    def targets(self, module: str) -> bool:
        if isinstance(self.target_modules, str):
            return self.target_modules == "all-linear" or _matches(self.target_modules, module)
        return any(module == name or module.endswith(f".{name}") for name in self.target_modules)

    @property
    def target_names(self) -> list[str]:
        if isinstance(self.target_modules, str):
            return [self.target_modules]
        return sorted(set(self.target_modules))


def parse(content: bytes) -> LoraConfig:
    """
    Raises:
        PeftDirectoryError: it is no configuration of a LoRA that can be kept.
    """
    try:
        config = LoraConfig.model_validate_json(content)
    except ValidationError as error:
        raise PeftDirectoryError(f"{CONFIG}: {_sentence(error.errors()[0])}.") from error
    if config.peft_type != "LORA":
        raise PeftDirectoryError(
            f"{CONFIG}: peft_type is {config.peft_type!r}; only LORA adapters can be imported."
        )
    if config.use_dora or config.modules_to_save:
        what = "use_dora" if config.use_dora else "modules_to_save"
        raise PeftDirectoryError(f"{CONFIG}: {what} is set; only plain LoRA pairs can be imported.")
    return config


def _sentence(error: Any) -> str:
    field = ".".join(str(part) for part in error["loc"])
    return f"{field}: {error['msg']}" if field else f"it is not JSON as it should be ({error['msg']})"


def _matches(pattern: str, module: str) -> bool:
    try:
        return re.fullmatch(pattern, module) is not None
    except re.error as error:
        raise PeftDirectoryError(f"{CONFIG}: {pattern!r} is no pattern ({error}).") from error
