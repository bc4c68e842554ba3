# The verbs of the workshop. `make help` lists them.

BIN := .venv/bin
SOURCES := src api tests bench conftest.py

# The first Python on the path that is new enough; `make setup PYTHON=…` names another.
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c '$(NEW_ENOUGH)' 2>/dev/null && { echo $$python; break; }; done)

# uv where it is to be had, else pip: both install exactly what the lock names, by digest.
define install
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv || echo "uv is not to be had; pip takes over"
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r $(1) \
		|| $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@
endef

# Where the environment forbids Python to keep what it compiled, every process would compile everything anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev demo serve serve-postgres test test-slow test-faults fuzz test-spark editor-test browser-test client-test contract audit check lint types arch coverage bench soak replay lock format clean

help:  ## list these verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/.setup  ## make .venv with what running needs

setup-dev: .venv/.setup-dev  ## make .venv with what testing needs too

demo: setup  ## a programme, a member, a priced basket, points, and the sum checked
	$(BIN)/loyalty demo

serve: setup  ## the API and its documentation with the demonstration database, on this machine
	$(BIN)/loyalty serve --demo

# Without XDG_RUNTIME_DIR the package puts its lock file under the temporary folder, which is fine.
serve-postgres: setup-dev  ## the same on a real PostgreSQL, which the development packages bring
	$(BIN)/python -W "ignore:XDG_RUNTIME_DIR is not set" -m tests.serving.postgresql

test: setup-dev  ## every test but the slow ones, on SQLite and PostgreSQL
	$(BIN)/python -m pytest -n 2 -m "not slow and not faults"

test-slow: setup-dev  ## the tests that run for many seconds
	$(BIN)/python -m pytest -n 2 -m "slow and not spark and not editor and not browser and not client"

# Another seed each time; `make test-faults SEED=…` runs one again.
SEED ?= $(shell date +%s)

test-faults: setup-dev  ## databases, connections and processes that fail: what was answered is there once
	@echo "seed $(SEED)"
	SEED=$(SEED) $(BIN)/python -m pytest -n 2 -m faults tests/faults

test-spark: .venv/.setup-spark  ## rating on Spark; needs Java, and installs some 400 MB
	$(BIN)/python -m pytest -m spark

fuzz: setup-dev  ## a million broken rule files, expressions and tables; INPUTS and SEED say how many and which
	$(BIN)/python -m tests.fuzz

editor-test: setup-dev  ## rule files in a real editor's language server; needs Node.js and npm
	@command -v node > /dev/null && command -v npm > /dev/null || { \
		echo "Node.js and npm are needed for this test, and are not on the path" >&2; exit 1; }
	mkdir -p build/editor
	cp tests/editor/package.json tests/editor/package-lock.json build/editor/
	cd build/editor && npm ci --no-audit --no-fund --ignore-scripts
	$(BIN)/python -m pytest -m editor tests/editor

browser-test: setup-dev  ## the pages in a real browser: axe, keyboard, screenshots under build/
	@command -v chromium > /dev/null && command -v chromedriver > /dev/null || { \
		echo "Chromium and its driver are needed for this test: apt-get install chromium chromium-driver" >&2; exit 1; }
	@command -v npm > /dev/null || { echo "npm is needed for this test, to fetch axe-core: apt-get install npm" >&2; exit 1; }
	cmp --silent tests/browser/package-lock.json build/browser/package-lock.json || { mkdir -p build/browser && \
		cp tests/browser/package.json tests/browser/package-lock.json build/browser/ && \
		cd build/browser && npm ci --no-audit --no-fund --ignore-scripts; }
	$(BIN)/python -m pytest -m browser tests/browser

client-test: setup-dev  ## a TypeScript client made from the contract, used by a small shop; needs Node.js and npm
	@command -v node > /dev/null && command -v npm > /dev/null || { \
		echo "Node.js and npm are needed for this test, and are not on the path" >&2; exit 1; }
	mkdir -p build/client
	cp tests/client/package.json tests/client/package-lock.json build/client/
	cd build/client && npm ci --no-audit --no-fund --ignore-scripts
	$(BIN)/python -m pytest -m client tests/client

contract: setup-dev  ## publish the contract as it is now, unless a client would have to follow
	$(BIN)/python -c 'import json; from flask import Flask; from api.app import RESOURCES; from api.openapi import document; \
		print(json.dumps(document(Flask("api"), RESOURCES)))' | $(BIN)/python -m tests.contract.compatible schemas/openapi-1.json

audit: setup-dev  ## known weaknesses of what is locked, and its licences; says so where nobody can be asked
	$(BIN)/python -m tests.audit.dependencies

check: lint types arch  ## every check that runs nothing

lint: setup-dev  ## layout and style
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/ruff check $(SOURCES)

types: setup-dev  ## types, strictly
	$(BIN)/mypy

arch: setup-dev  ## who may import whom
	$(BIN)/lint-imports

coverage: setup-dev  ## lines and branches that no test runs
	$(BIN)/python -m pytest -n 2 -m "not slow and not faults" --cov --cov-report=term

bench: setup-dev  ## how fast it decides and books, on this machine
	$(BIN)/python -m bench

# `make soak SECONDS=60` is a short one.
SECONDS ?= 600

soak: setup-dev  ## ten minutes under load: does memory grow, does anything fail
	SOAK_SECONDS=$(SECONDS) $(BIN)/python -m bench soak

replay: setup  ## a year of a real shop's sales through the demonstration programme
	$(BIN)/loyalty replay rules/online-retail --history seed/online_retail.parquet --db sqlite:///var/replay.db

format: setup-dev  ## lay out the code
	$(BIN)/ruff format $(SOURCES)
	$(BIN)/ruff check --fix $(SOURCES)

lock: setup-dev  ## take newer releases into the locks
	$(BIN)/uv pip compile pyproject.toml --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
		--no-header --extra dev --extra bench --extra prove --group build --output-file requirements-dev.lock
	$(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
		--no-header --extra prove --group build --constraint requirements-dev.lock --output-file requirements.lock

clean:  ## remove everything these verbs made
	rm -rf .venv var build dist htmlcov .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache \
		.import_linter_cache .hypothesis
	find $(SOURCES) -name __pycache__ -prune -exec rm -rf {} +

$(BIN)/python:
	@[ -n "$(PYTHON)" ] && "$(PYTHON)" -c '$(NEW_ENOUGH)' || { \
		echo "Python 3.11 or newer is needed, and $(or $(PYTHON),python3) is none; say which: make setup PYTHON=/path/to/python3" >&2; \
		exit 1; }
	"$(PYTHON)" -m venv .venv

.venv/.setup: requirements.lock pyproject.toml | $(BIN)/python
	$(call install,requirements.lock)

.venv/.setup-dev: requirements-dev.lock pyproject.toml | $(BIN)/python
	$(call install,requirements-dev.lock)
	touch .venv/.setup

.venv/.setup-spark: .venv/.setup-dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[spark]"
	touch $@
