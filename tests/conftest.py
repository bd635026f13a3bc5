"""Fixtures that any test may ask for."""

pytest_plugins = [
    "tests.support.browser",
    "tests.support.postgres",
    "tests.support.databases",
    "tests.support.logs",
    "tests.support.model_server",
    "tests.support.passwords",
    "tests.support.processes",
    "tests.support.s3",
    "tests.support.statements",
]
