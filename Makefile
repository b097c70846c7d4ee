# Commands of the project; docs/development.md says more. Paths are relative, so the folder may be called anything.

SHELL = /bin/sh
PORT ?= 8000
SERVE ?= 1
ARGS ?=
SUPPLYCHAINS_DEMO ?= 1

BASE_PYTHON = python="$$(sh setup/python.sh)" && "$$python"
INSTALL = $(BASE_PYTHON) setup/environment.py
FREE_PORT = $(BASE_PYTHON) setup/port.py "$(PORT)"
VENV = .venv/bin/python
GUNICORN = $(VENV) -m gunicorn supplychains.wsgi --bind 127.0.0.1:$(PORT) --threads 4 --log-level warning
SERVING = mkdir -p var/static; echo "Serving on http://127.0.0.1:$(PORT) (Ctrl+C stops it)"

.PHONY: help demo run test lint bench lock clean

help:
	@echo "make demo          install, load and import the samples, serve on 127.0.0.1:$(PORT) (PORT=..., SERVE=0)"
	@echo "make run           serve what is there, restarting when the code changes (PORT=...)"
	@echo "make test          the whole suite on SQLite, then on PostgreSQL (ARGS=... goes to pytest)"
	@echo "make lint          ruff, djlint, mypy"
	@echo "make bench         the programs in benchmarks/"
	@echo "make lock          recompile requirements/*.txt from pyproject.toml (ARGS=--upgrade for newer versions)"
	@echo "make clean         remove .venv and caches; the database in var/ stays"

demo: export SUPPLYCHAINS_DEMO := 1
demo:
	@if [ "$(SERVE)" != 0 ]; then $(FREE_PORT); fi
	@$(INSTALL) run
	@$(VENV) manage.py demo
	@if [ "$(SERVE)" != 0 ]; then $(SERVING); exec $(GUNICORN); fi

run: export SUPPLYCHAINS_DEMO := $(SUPPLYCHAINS_DEMO)
run:
	@$(FREE_PORT)
	@$(INSTALL) run
	@$(VENV) manage.py prepare
	@$(SERVING); exec $(GUNICORN) --reload

test:
	@$(INSTALL) test
	@$(VENV) tests/run.py $(ARGS)

lint: export SUPPLYCHAINS_DEMO := 1
lint:
	@$(INSTALL) dev
	$(VENV) -m ruff check .
	$(VENV) -m ruff format --check .
	$(VENV) -m djlint --quiet --lint templates
	$(VENV) -m mypy

bench: export SUPPLYCHAINS_DEMO := 1
bench: export PYTHONPATH := .
bench:
	@$(INSTALL) test
	@for file in $$(grep -l '^def main' benchmarks/*.py); do echo "== $$file"; $(VENV) "$$file" || exit 1; done

lock:
	@$(INSTALL) dev
	@$(VENV) setup/lock.py $(ARGS)

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage var/static
	find . -name __pycache__ -not -path './.git/*' -prune -exec rm -rf {} +
