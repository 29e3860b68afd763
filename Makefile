# Each target sets up what it needs. `make help` lists them.

PYTHON ?= python3
PORT ?= 8000
PY := .venv/bin/python
WORKERS ?= 2

# What a test run must not inherit from the shell it is started in.
CLEAN := env -u DATABASE_URL -u DJANGO_SETTINGS_MODULE -u VAR_DIR
POSTGRES := $(CLEAN) $(PY) -m terrassa_portal.tests.postgres --
PYTEST := $(PY) -m pytest -q
# A file stays in one process, which then makes what its tests share once.
PARALLEL := -n $(WORKERS) --dist loadfile

.DEFAULT_GOAL := help
.PHONY: help run test test-sqlite test-postgres test-browser check fix messages bench screenshots browser dev clean

help: ## this list
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 24

run: ## the portal on http://127.0.0.1:8000, with its worker (PORT=… for another port)
	@$(PYTHON) deploy/install.py requirements.txt
	@exec env PORT=$(PORT) $(PY) deploy/local.py

test: test-sqlite test-postgres test-browser ## every test: on SQLite, on PostgreSQL, in Chromium

test-sqlite: dev
	$(CLEAN) $(PYTEST) $(PARALLEL) -m "not browser"

test-postgres: dev
	$(POSTGRES) $(PYTEST) $(PARALLEL) -m "not browser and not house"

test-browser: dev
	@$(PY) -m terrassa_portal.tests.needs_chromium
	$(CLEAN) $(PYTEST) -m browser

check: dev ## style, templates, arrows, words, sizes, messages, settings
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	.venv/bin/djade --check $$(find templates -name '*.html')
	$(CLEAN) $(PYTEST) -m house terrassa_portal/tests

fix: dev ## mend what a tool can mend
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .
	-.venv/bin/djade $$(find templates -name '*.html')

messages: dev ## gather the texts to translate into locale/ (needs gettext)
	$(PY) manage.py recull_missatges

bench: dev ## what a page costs, as ratios to a constant answer measured in the same run
	$(CLEAN) $(PY) benchmarks/run.py

screenshots: dev ## the pictures of the README, in docs/img/
	@$(PY) -m terrassa_portal.tests.needs_chromium
	$(CLEAN) $(PY) -m terrassa_portal.tests.screenshots

browser: ## install Chromium, which the browser tests drive (Debian, Ubuntu; as root or with sudo)
	$$([ "$$(id -u)" = 0 ] || echo sudo) apt-get install --yes --no-install-recommends chromium

dev:
	@$(PYTHON) deploy/install.py requirements-dev.txt
	@$(PY) deploy/local.py --prepare-files

clean: ## remove the virtual environment and what tools leave; never var/ nor .env
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis .import_linter_cache static/fonts
