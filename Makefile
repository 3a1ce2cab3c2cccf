# Every target does all of its own set-up: `make demo` and `make test` work on a fresh clone.
VENV := .venv
BIN := $(VENV)/bin
# The other of Python 3.12 and 3.13, where there is one: both must read a text to the same bytes.
OTHER := .venv-other
PYTHON ?= $(shell .ci/find-python)
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
WORKERS ?= 2
CHECKED := src tests examples $(wildcard benchmarks)

.PHONY: demo test lint types tests slow format bench docs pictures fuzz clean

demo: $(VENV)/core.stamp
	$(BIN)/homejobs-extract extract examples/report.txt --published 1400-12-05 --format table

test: lint types tests

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check $(CHECKED)
	$(BIN)/ruff format --check --quiet $(CHECKED)

types: $(VENV)/dev.stamp
	$(BIN)/mypy

# Every line and branch of the package is noted, also in other processes: below 95 % the tests fail.
tests: $(VENV)/dev.stamp $(OTHER)/core.stamp
	HOMEJOBS_PYTHONS="$$(echo $(CURDIR)/$(OTHER)/bin/python3.1[23])" \
	$(BIN)/pytest -n $(WORKERS) --dist worksteal -m "not slow" --cov --cov-report=term:skip-covered

slow: $(VENV)/dev.stamp
	$(BIN)/pytest -m slow

format: $(VENV)/dev.stamp
	$(BIN)/ruff check --fix --quiet $(CHECKED)
	$(BIN)/ruff format $(CHECKED)

bench: $(VENV)/dev.stamp
	$(BIN)/python -m benchmarks

docs: $(VENV)/dev.stamp
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

# The pictures of the README, from the example article; needs Chromium.
pictures: $(VENV)/dev.stamp
	$(BIN)/python docs/pictures/make.py

# TARGET is one of those in tests/robustness/targets.py, RUNS how often it is tried.
TARGET ?= news
RUNS ?= 100000
fuzz: $(VENV)/dev.stamp
	$(PIP) install -e '.[fuzz]' -c constraints.txt
	$(BIN)/python -m tests.robustness.fuzz $(TARGET) -atheris_runs=$(RUNS) -max_len=60 -timeout=20

$(BIN)/python:
	@test -n "$(PYTHON)"
	$(PYTHON) -m venv $(VENV)

$(VENV)/core.stamp: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) install -e . -c constraints.txt
	@touch $@

$(VENV)/dev.stamp: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) install -e '.[all,dev,docs]' -c constraints.txt
	@touch $@ $(VENV)/core.stamp

$(OTHER)/core.stamp: pyproject.toml constraints.txt | $(BIN)/python
	rm -rf $(OTHER) && mkdir $(OTHER)
	other=$$(.ci/find-python $(BIN)/python); [ -z "$$other" ] || { $$other -m venv $(OTHER) && \
	$(OTHER)/bin/python -m pip --disable-pip-version-check --quiet install -e . -c constraints.txt; }
	@touch $@

clean:
	rm -rf $(VENV) $(OTHER) dist build site .pytest_cache .mypy_cache .ruff_cache
