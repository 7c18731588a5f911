# One word each. A fresh machine needs Python 3.11 or later and make, nothing else: `make demo` or `make test`.

PORT ?= 8000
# The first of these that is 3.11 or later; PYTHON=... overrules it.
PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11 python,$(shell \
	$(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(name))))
PY := .venv/bin/python
SCENARIO := tests/scenarios/maravel.yaml

HOUSE := pyproject.toml build_frontend.py package.json package-lock.json static/build.mjs
# Folders too: their time changes when a file in them goes.
BROWSER := $(shell find static/js static/css static/img 2>/dev/null)

.DEFAULT_GOAL := help
.PHONY: help demo play test bench build style types contracts javascript format clean

help:
	@echo 'make demo        sets itself up, loads Maravel as session 1 opens, serves it on PORT (8000), prints who signs in where'
	@echo 'make play        plays the first session against the running demo: watch it in the windows you have open'
	@echo 'make test        sets itself up and runs every test there is'
	@echo 'make bench       the full load measurement, by hand: takes minutes and both cores'
	@echo 'make build       bundles static/js and static/css into static/dist, if they changed'
	@echo 'make style | types | contracts | javascript     one part of the tests'
	@echo 'make format      puts the Python in the form that `make style` asks for'
	@echo 'make clean       takes away everything that was made here, the demo included'

# --- what people run ------------------------------------------------------------------------------------------------

demo: .venv/ready-to-serve
	$(PY) -m server demo --port $(PORT)

play: .venv/ready-to-serve
	$(PY) -m server play $(SCENARIO) --session S1 --url http://127.0.0.1:$(PORT)

test: .venv/ready-to-test
	$(PY) -m tests.run

bench: .venv/ready-to-test
	$(PY) -m bench

# --- what developers run --------------------------------------------------------------------------------------------

build: .venv/ready-to-test
	$(PY) build_frontend.py

style types contracts javascript: .venv/ready-to-test
	$(PY) -m tests.run $@

format: .venv/ready-to-test
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

clean:
	rm -rf .venv .parley node_modules static/dist build
	rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- the virtual environment ----------------------------------------------------------------------------------------

$(PY):
	@test -n '$(PYTHON)' || { echo 'Parley needs Python 3.11 or later, and found none.'; exit 1; }
	@# Half an environment would be taken for a whole one at the next attempt.
	$(PYTHON) -m venv .venv || { rm -rf .venv; \
		echo 'On Debian and Ubuntu: apt install python3-venv'; exit 1; }

# Installing builds static/dist (build_frontend.py), so a changed script or style sheet means installing again: seconds,
# since pip finds everything else in place.
.venv/ready-to-serve: $(PY) $(HOUSE) $(BROWSER)
	$(PY) -m pip install --quiet --editable .
	@touch $@

.venv/ready-to-test: $(PY) $(HOUSE) $(BROWSER)
	$(PY) -m pip install --quiet --editable '.[test]'
	@touch $@ .venv/ready-to-serve
