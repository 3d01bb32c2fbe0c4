# Every command of the project; `make help` lists them.
PORT ?= 8000
DATA ?= var
ONLY ?=
BIN := .venv/bin
export PORT DATA ONLY

.DEFAULT_GOAL := help
.PHONY: help demo test check coverage bench screens fmt words lock setup setup-test clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install what the demo needs (a virtual environment from the lock file, system libraries)
	@scripts/setup demo

setup-test: ## Install what the tests need as well (PostgreSQL, Chromium)
	@scripts/setup test

demo: setup ## Start the portal with an invented county, and print where and how to sign in
	@$(BIN)/provportal demo

test: setup-test ## Run every check and every test
	@scripts/run-tests

check: setup-test ## Run the quick checks: format, types, layers, shape, fast tests (about a minute)
	@scripts/run-checks

coverage: setup-test ## Print the branch coverage of the domain and the actions
	@$(BIN)/pytest -n 2 --cov --cov-branch --cov-report=term:skip-covered tests

bench: setup-test ## Print the speed figures of benchmarks/ (ONLY=queue: of one)
	@$(BIN)/python -m benchmarks

screens: setup-test ## Take pictures of every page of the running demo (build/screens, docs/screens)
	@$(BIN)/python -m scripts.screens

fmt: ## Format the code
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix-only -q .

words: setup-test ## Bring the translations in step with the code, and list what they lack
	@$(BIN)/python -m scripts.words

lock: ## Make the lock files anew (needs uv)
	@scripts/lock

clean: ## Remove the virtual environment and the demo's data
	rm -rf .venv .venv-oracles var
