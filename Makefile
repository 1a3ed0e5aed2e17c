# Two commands: `make run` starts the desk, `make test` passes the tests. Everything stays inside this folder.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: setup run test check fix
setup: .venv/ready
