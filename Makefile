# The list of commands. `make` alone prints it.
PORT ?= 8000
SAMDRIFT_HOME ?= $(CURDIR)/var
export PORT SAMDRIFT_HOME

BIN := .venv/bin
UV := $(BIN)/uv
NPM_CI = (command -v npm >/dev/null || $(UV) pip install -q --require-hashes -r requirements/node.txt) && \
	cd web && PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --silent --no-audit --no-fund --ignore-scripts
PYTHON ?= python3

.DEFAULT_GOAL := help
.PHONY: help run test check bench lock format screenshot pictures demo-break demo-mend demo-story clean

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

run: .venv/.run .venv/.catalogues web/node_modules/.made ## everything on one port, with the demo portfolio
	@exec $(BIN)/samdrift run --demo

test: .venv/.test .venv/.catalogues web/node_modules/.test ## everything that proves it
	$(BIN)/python -m tests.setup_machine
	$(MAKE) --no-print-directory check
	$(BIN)/python -m pytest -n 2 --no-loadscope-reorder

check: .venv/.test web/node_modules/.test ## style, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/.test .venv/.catalogues web/node_modules/.made ## figures as ratios, written to build/bench.md
	$(BIN)/python -m tests.setup_machine --bench
	$(BIN)/python -m bench

format: .venv/.test ## put the code in shape
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

demo-break: .venv/.run ## break a service in the simulated monitoring system (SERVICE=mitid/login LEVEL=major_outage)
	$(BIN)/samdrift demo break $(or $(SERVICE),mitid) --level $(or $(LEVEL),major_outage)

demo-mend: .venv/.run ## mend it again (SERVICE=…, or everything)
	$(BIN)/samdrift demo mend $(SERVICE)

demo-story: .venv/.run ## replay the June 2022 outage, freely retold, times compressed
	$(BIN)/samdrift demo story

screenshot: .venv/.test ## the README's picture, from a running `make run`
	$(BIN)/python -m tests.screenshot

pictures: .venv/.test web/node_modules/.test ## icons and link previews, from the logo
	$(BIN)/python -m tests.browser.pictures

lock: ## renew the locks (hashes without addresses)
	$(UV) pip compile -q --universal --generate-hashes --no-emit-index-url --no-header pyproject.toml --extra test -o requirements/test.txt
	$(UV) pip compile -q --universal --generate-hashes --no-emit-index-url --no-header -c requirements/test.txt pyproject.toml -o requirements/run.txt
	$(UV) pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --extra node -c requirements/test.txt pyproject.toml -o requirements/node.txt
	cd web && npm install --package-lock-only --omit-lockfile-registry-resolved=true

clean: ## forget what was installed and built (not the data in var)
	rm -rf .venv web/node_modules build

.venv/.uv: requirements/uv.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Samdrift needs Python 3.11 or newer; set PYTHON=python3.x")'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

.venv/.run: .venv/.uv requirements/run.txt pyproject.toml
	$(UV) pip install -q --require-hashes -r requirements/run.txt
	$(UV) pip install -q --no-deps --no-build-isolation -e .
	@touch $@

.venv/.test: .venv/.run requirements/test.txt
	$(UV) pip install -q --require-hashes -r requirements/test.txt
	@touch $@

.venv/.catalogues: .venv/.run $(wildcard samdrift/*/locale/*/LC_MESSAGES/django.po)
	@for folder in samdrift/*/locale; do $(BIN)/pybabel -q compile -D django -d $$folder || exit 1; done
	@touch $@

# Both begin by removing the folder, so the later of the two decides what is there; what tests need is more.
web/node_modules/.made: .venv/.run web/package-lock.json requirements/node.txt
	@$(NPM_CI) --omit=dev
	@touch $@

web/node_modules/.test: .venv/.run web/package-lock.json requirements/node.txt
	@$(NPM_CI)
	@touch web/node_modules/.made $@
