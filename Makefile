# The two commands of the README do everything on a machine with only Python (>= 3.11) and make.
#   make demo   two neighbouring towns exchange the three records; files in demo-out/
#   make test   the tests
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
DEMO   ?=
TESTS  ?= tests

.PHONY: demo test lint types layers docs generated package interop bench check clean

demo: $(VENV)/.package
	$(BIN)/carelink demo $(DEMO)

test: $(VENV)/.dev
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -m "not interop" $(TESTS)
	@$(BIN)/coverage combine -q
	@$(BIN)/coverage report

lint: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.dev
	$(BIN)/mypy

layers: $(VENV)/.dev
	$(BIN)/lint-imports

generated: $(VENV)/.dev
	$(BIN)/python tools/build_profiles.py --check
	$(BIN)/python tools/build_docs.py --check

docs: $(VENV)/.dev
	$(BIN)/sphinx-build -q -W --keep-going -n -b html docs docs/_build/html

package: $(VENV)/.dev
	$(BIN)/python tools/try_wheel.py

interop: $(VENV)/.dev
	$(BIN)/python tools/run_interop.py

bench: $(VENV)/.dev
	$(BIN)/python benchmarks/run.py

check: test lint types layers generated docs package interop

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

# Stamps, so that a second call costs nothing; a changed pyproject.toml installs again.
$(VENV)/.package: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	@touch $@ $(VENV)/.package

clean:
	rm -rf $(VENV) demo-out dist build docs/_build .coverage* .mypy_cache .ruff_cache .pytest_cache .hypothesis
