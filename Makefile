# make demo   set up everything, run the whole day on the bundled sample newsroom, print the brief, write the site
# make test   set up everything, run all checks and tests
# make fuzz   give the parsers damaged input for some minutes; EXAMPLES=… of each kind, 4000 unless told
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := vigie-demo

EXAMPLES ?= 4000

.PHONY: demo test checks tests fuzz setup dev clean

demo: setup
	$(BIN)/vigie demo --out $(DEMO)

test: dev checks tests

checks: dev
	$(BIN)/ruff check src tests evals
	$(BIN)/ruff format --check src tests evals
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry src
	$(BIN)/codespell src evals docs tools *.md   # tests hold eleven languages

tests: dev
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile --cov --cov-report=term:skip-covered

fuzz: dev
	VIGIE_FUZZ_EXAMPLES=$(EXAMPLES) $(BIN)/python -m pytest tests/fuzz

setup: $(VENV)/.installed
dev: $(VENV)/.installed-dev

$(VENV)/.installed: pyproject.toml
	$(PYTHON) tools/check_python.py
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/python tools/install_dev.py
	touch $@

clean:
	rm -rf $(VENV) $(DEMO) .mypy_cache .ruff_cache .coverage build dist
