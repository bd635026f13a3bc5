"""What must not be accepted in the addresses of reading feedback."""

from __future__ import annotations

from uuid import uuid4

_NO_ID = ["x", "", "0" * 31, "a\x00b", f"{uuid4()}x"]
_NO_STARS = ["x", "", "0", "6", "-1", "1.5", "NaN", "9" * 400]
_NO_TRUTH = ["x", "", "2", "a\x00b"]
_NO_CRITERION = ["", "loudness", "OVERALL", "a\x00b"]


def queries(paging: dict[str, list[str]], date: list[str]) -> dict[str, dict[str, list[str]]]:
    """By path and parameter."""
    dates = {"date_from": [*date, "0001-01-01T00:00:00+01:00"], "date_to": [*date, "9999-12-31"]}
    wanted = {
        **dict.fromkeys(("job_id", "audio_id", "prompt_id", "adapter_id", "experiment_id", "author"), _NO_ID),
        "rating": _NO_STARS,
        "rating_min": _NO_STARS,
        "criterion": _NO_CRITERION,
        "tag": ["", " ", "\t \n", "x" * 65, "a\x00b"],
        "effective": _NO_TRUTH,
        **dates,
    }
    return {
        "/feedback": wanted
        | {"page": ["x", "", "0", "-1", "10001", "1.5", "NaN"]}
        | {name: paging[name] for name in ("limit", "cursor")},
        "/feedback/export": wanted | {"format": ["", "xml", "CSV", "../../etc/passwd"]},
        "/feedback/tags": {
            "q": ["x" * 65, "a\x00b"],
            "limit": paging["limit"],
            "offset": paging["offset"],
        },
        "/feedback/insights": dates | {"criterion": _NO_CRITERION},
        "/feedback/coverage": paging | dates | {"state": ["", "heard", "a\x00b"]},
        "/generate/{job_id}/feedback": {"limit": ["x", "", "0", "501", "-1", "1.5", "NaN"]},
    }


# What was added to the list of jobs.
OF_JOBS = {"experiment_id": _NO_ID, "adapter_id": _NO_ID, "has_feedback": _NO_TRUTH}
