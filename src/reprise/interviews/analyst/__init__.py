"""The offline analyst: a documented rubric, without a model."""
