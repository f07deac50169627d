# Everything that is done to this project. `make help` lists it; nothing needs more than Python 3.11 with venv, make
# and a C compiler. A stamp beside each thing made remembers that it is up to date, and is gone when the thing is.

.DEFAULT_GOAL := help
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c

BIN := .venv/bin
HOST ?= 127.0.0.1
PORT ?= 8000
PYTEST_ARGS ?=

# The demonstration is this machine's alone and settles everything itself; a real site sets its own environment.
DATA := var
FRONTEND := src/tochuc/web/frontend
DIST := src/tochuc/web/static/tochuc/dist

SETUP := .venv/.stamp
ASSETS := $(DIST)/.stamp
STATIC := $(DATA)/static/.stamp
DEMO := $(DATA)/.demo-stamp

frontend_sources := $(shell find $(FRONTEND) -type f -not -path '*/node_modules/*' 2>/dev/null)
static_sources := $(shell find src/tochuc -type f -path '*/static/*' -not -path '$(DIST)/*' 2>/dev/null)
demo_sources := $(shell find src/tochuc/demo src/tochuc/*/migrations src/tochuc/registers/*/migrations -type f -not -name '*.pyc' 2>/dev/null)

say = @printf '\n\033[1m== %s\033[0m\n' $(1)

.PHONY: help
help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

# --- To see it ------------------------------------------------------------------------------------------------------

.PHONY: demo
demo: setup assets demo-data ## everything: environment, assets, demonstration province; then serve it
	@printf '\n  tochuc: http://%s:%s\n\n' '$(HOST)' '$(PORT)'
	@$(BIN)/tochuc demo accounts
	@printf '\n  Ctrl-C stops it.\n\n'
	@$(MAKE) serve

.PHONY: demo-data
demo-data: $(DEMO) ## the demonstration province, without serving it

.PHONY: serve
serve: setup assets ## serve what is in the database
	@exec env TOCHUC_BASE_URL='http://$(HOST):$(PORT)' $(BIN)/tochuc serve --host '$(HOST)' --port '$(PORT)'

# --- To set up ------------------------------------------------------------------------------------------------------

.PHONY: setup
setup: $(SETUP) ## the Python environment in .venv, from the lock file

$(SETUP): requirements.lock pyproject.toml scripts/setup
	$(call say,'Python environment')
	@scripts/setup
	@touch $@

.PHONY: assets
assets: $(STATIC) ## style sheets, scripts and fonts, built and collected

$(ASSETS): $(frontend_sources) scripts/assets | $(SETUP)
	$(call say,'Front-end assets')
	@scripts/assets
	@touch $@

$(STATIC): $(ASSETS) $(static_sources)
	@$(BIN)/tochuc manage collectstatic --noinput --verbosity 0
	@touch $@

$(DEMO): $(demo_sources) | $(SETUP)
	$(call say,'Demonstration province')
	@$(BIN)/tochuc demo build
	@touch $@

.PHONY: lock
lock: setup ## write requirements.lock anew from pyproject.toml
	@scripts/lock

# --- To check -------------------------------------------------------------------------------------------------------

.PHONY: test
test: ## everything that CI runs, the cheapest first
	@$(MAKE) setup
	@$(MAKE) lint
	@$(MAKE) imports
	@$(MAKE) types
	@$(MAKE) migrations
	@$(MAKE) docs
	@$(MAKE) tests

.PHONY: format
format: setup ## put the code into shape
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

.PHONY: lint
lint: setup ## format and lint, checked and left as it is
	$(call say,'Format and lint')
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

.PHONY: types
types: setup ## mypy, strict
	$(call say,'Types')
	@$(BIN)/mypy

.PHONY: imports
imports: setup ## the floors of the house
	$(call say,'Import contracts')
	@$(BIN)/lint-imports --no-cache

.PHONY: migrations
migrations: setup ## whether a model changed without its migration
	$(call say,'Migrations')
	@$(BIN)/tochuc manage makemigrations --check --dry-run

.PHONY: docs
docs: setup ## the handbook, into build/docs
	$(call say,'Documentation')
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

.PHONY: tests
tests: setup assets ## the test suite: on SQLite, then on PostgreSQL; PYTEST_ARGS='-k word' to choose
	$(call say,'Tests')
	@scripts/tests $(PYTEST_ARGS)

.PHONY: bench
bench: setup ## the measurements of bench/, one table each
	@for file in bench/[a-z]*.py; do echo; $(BIN)/python "$$file"; done

.PHONY: clean
clean: ## remove what was made, but not the environment nor the data in var/
	@rm -rf build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache '$(DIST)'
	@rm -rf $(DATA)/static $(FRONTEND)/node_modules
