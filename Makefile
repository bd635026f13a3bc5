# Every command CI uses. `make` alone lists the targets.
SHELL := /bin/sh
BIN := .venv/bin
NPM := PATH="$(CURDIR)/$(BIN):$$PATH" npm --prefix web run --silent

# Servers and workers that start by the dozen need not compile what did not change; an empty value means no.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help setup run test check format faults soak bench web client docs screenshots pictures wheel lock clean
.DEFAULT_GOAL := help

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' $(MAKEFILE_LIST) | expand -t 18

setup: ## build .venv and the page, as far as anything changed (PYTHON=… picks the interpreter)
	@sh scripts/setup.sh $(PYTHON)

run: setup ## start Reprise and print its address (ARGS=… are passed on)
	@exec $(BIN)/reprise serve $(ARGS)

# One more than there are processors: many tests wait for processes, leases or music.
test: setup ## every test (ARGS=… are passed to pytest)
	@$(NPM) test
	@$(BIN)/python -m pytest --numprocesses $$(($$(nproc) + 1)) --maxprocesses 4 --dist worksteal --durations 30 --durations-min 5 $(ARGS)

check: setup ## style, types, import rules, migrations, generated client
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/mypy bench soak scripts
	@$(BIN)/lint-imports
	@$(BIN)/python scripts/check_migrations.py
	@$(NPM) typecheck
	@$(BIN)/python scripts/client.py --check
	@$(BIN)/python scripts/settings_doc.py --check

format: setup ## apply the style
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

faults: setup ## the fault tests with 50 rounds of kills on each database
	@REPRISE_TEST_FAULT_ROUNDS=50 $(BIN)/python -m pytest -m faults $(ARGS)

soak: setup ## break whole installations under load for SECONDS=120 each, and account for every answer
	@$(BIN)/python -m soak --seconds $(or $(SECONDS),120) $(ARGS)

bench: setup ## measure, each figure against its control
	@$(BIN)/python -m bench $(ARGS)

web: setup ## build the page
	@$(NPM) build

client: setup ## regenerate the page's client from the API
	@$(BIN)/python scripts/client.py

docs: setup ## regenerate the pages that come from the code
	@$(BIN)/python scripts/settings_doc.py

screenshots: setup ## pictures of every page in its states, to docs/pictures/pages
	@$(BIN)/python -m scripts.screenshots

pictures: setup ## piano rolls and spectrograms of the composer's styles, to docs/pictures/composer
	@$(BIN)/python -m scripts.engine_pictures

wheel: setup ## build dist/*.whl, page included
	@rm -rf dist
	@$(BIN)/python -m hatchling build -t wheel

lock: ## resolve requirements/*.txt anew (UPGRADE=1 takes newer versions)
	@bash scripts/lock.sh

clean: ## remove what was built
	rm -rf .venv .cache dist build web/node_modules src/reprise/page .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
