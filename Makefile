# Two commands do it all: `make run` starts the desk, `make test` passes the tests. Everything stays inside this folder.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/pip --disable-pip-version-check --no-input
# pip's own log, as one line that moves on; errors are kept as they are
MOVING := awk -v seen=$$([ -t 2 ] && echo 1) '/^Collecting/ { n++; if (seen) printf "\r\033[K  package %d: %s", n, $$2; fflush() } \
	/^Installing/ { printf "%s  %d packages, unpacking them\n", seen ? "\r\033[K" : "", n; fflush() } /^ *ERROR/ { printf "\n%s\n", $$0 }'
SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -c
DEBIAN := dovecot-imapd postfix postgresql swaks neomutt strace systemd

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run demo test test-deps check fix bench fuzz soak lock clean

help:                ## what can be made
	@grep -hE '^[a-z-]+: .*##|^[a-z-]+:  +##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

setup: .venv/.runtime      ## .venv from the hash-pinned lock, with the language model
setup-dev: .venv/.dev      ## the same, with what tests and checks need

.venv/bin/python:
	@echo "mailgate: making the virtual environment in .venv"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "mailgate needs Python 3.11 or newer, this is %d.%d; set PYTHON=python3.x" % sys.version_info[:2])'
	@$(PYTHON) -m venv .venv || { echo "mailgate: no venv here; on Debian: sudo apt-get install python3-venv"; exit 1; }

.venv/.runtime: requirements.lock pyproject.toml | .venv/bin/python
	@echo "mailgate: installing packages and the language model by requirements.lock (hash-checked; a minute or two)"
	@$(PIP) install --require-hashes -r requirements.lock 2>&1 | $(MOVING)
	@$(BIN)/python -c 'import pathlib, site, sys; pathlib.Path(site.getsitepackages()[0], "mailgate.pth").write_text(sys.argv[1] + "\n")' "$(CURDIR)"
	@printf '#!/bin/sh\nexec "$$(dirname "$$0")/python" -m mailgate "$$@"\n' > $(BIN)/mailgate
	@chmod +x $(BIN)/mailgate
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.runtime
	@echo "mailgate: installing what the tests need by requirements-dev.lock"
	@$(PIP) install --require-hashes -r requirements-dev.lock 2>&1 | $(MOVING)
	@touch $@

run: setup           ## start the desk on its embedded default (settings.yaml)
	@$(BIN)/mailgate run

demo: setup          ## play a whole support day in about a minute
	@$(BIN)/mailgate demo

test-deps:           ## Debian packages the tests talk to, if they may be installed here
	@sh tests/servers/install.sh $(DEBIAN)

test: setup-dev test-deps   ## all tests
	@$(BIN)/python -m pytest -n 2 --dist worksteal -m "not soak"

check: setup-dev     ## format, lint, types, import contracts
	@$(BIN)/ruff format --check mailgate tests bench alembic
	@$(BIN)/ruff check mailgate tests bench alembic
	@$(BIN)/mypy
	@$(BIN)/lint-imports

fix: setup-dev       ## format and mend what can be mended
	@$(BIN)/ruff format mailgate tests bench alembic
	@$(BIN)/ruff check --fix mailgate tests bench alembic

bench: setup-dev     ## measure, and print with the core count
	@$(BIN)/python -m bench

fuzz: setup-dev      ## mutated messages through the reader of mail
	@$(BIN)/python -m tests.fuzz

soak: setup-dev      ## the long runs: kills, faults, load
	@$(BIN)/python -m pytest -n 0 -m soak --timeout 3600

lock:                ## make the locks anew (needs uv)
	@uv pip compile -q --generate-hashes --universal --python-version 3.11 --no-annotate --no-header -o requirements.lock pyproject.toml
	@uv pip compile -q --generate-hashes --universal --python-version 3.11 --no-annotate --no-header --extra dev -c requirements.lock -o requirements-dev.lock pyproject.toml

clean:               ## remove what was made here, but not var/ (your mail)
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache dist
