# Two commands on a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile \
  -c constraints.txt
# BLAS threads only get in each other's way on matrices this small.
export OMP_NUM_THREADS ?= 1
# Where it is set, each of many processes compiles every file and rewrites every test anew.
unexport PYTHONDONTWRITEBYTECODE

PROCESSORS := $(or $(shell $(PYTHON) -c 'import os; \
  print(len(getattr(os, "sched_getaffinity", lambda _: range(os.cpu_count() or 2))(0)))'),2)
# One more than there are processors: some tests wait for a process, a server or a browser.
WORKERS ?= $(shell expr $(PROCESSORS) + 1)

CHECKS := check-types check-budget check-coverage check-rules check-code

.PHONY: demo test check $(CHECKS) model bench docs screenshot clean

demo: $(VENV)/.base
	mkdir -p build
	$(BIN)/contentai lint examples/drafts --fail-on never
	$(BIN)/contentai lint examples/drafts --fail-on never --format html --output build/report.html
	@echo build/report.html

test: $(VENV)/.test
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

# The longest first, so that `make -j2 check` ends with both at work.
check: $(CHECKS)

check-types: $(VENV)/.check
	$(BIN)/mypy

check-budget: $(VENV)/.check
	$(BIN)/contentai rules budget

check-coverage: $(VENV)/.check
	$(BIN)/contentai rules test --coverage --min 97

check-rules: $(VENV)/.check
	$(BIN)/contentai rules index --check
	$(BIN)/contentai rules test
	$(BIN)/contentai rules docs docs/rules --check

check-code: $(VENV)/.check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/contentai config schema --check docs/contentai.schema.json
	$(BIN)/contentai model corpus

docs: $(VENV)/.base
	$(BIN)/contentai rules index
	$(BIN)/contentai rules docs docs/rules
	$(BIN)/contentai config schema --output docs/contentai.schema.json

# Outside data sets are optional: make model DATA=../somewhere
model: $(VENV)/.test
	$(BIN)/contentai model train $(if $(DATA),--data $(DATA))

bench: $(VENV)/.test
	$(BIN)/python benchmarks/lint.py
	$(BIN)/python benchmarks/score.py
	$(BIN)/python benchmarks/embed.py

# The pictures in the README and in docs/editor.md. Needs rsvg-convert and Noto CJK.
screenshot: $(VENV)/.base
	{ echo '$$ make demo'; $(BIN)/contentai lint examples/drafts --color; } \
	  | head -46 | $(BIN)/python docs/screenshot.py | rsvg-convert -o docs/demo.png
	mkdir -p docs/images
	$(BIN)/python docs/editor_screens.py docs/images

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

# pip compiles with one processor, and what nobody imports, too: tests, what mypy is made from.
# Some libraries hold templates that are no Python: no matter.
COMPILE = $(BIN)/python -m compileall -q -j $(PROCESSORS) -x '/(tests|mypyc?|pip|setuptools)/' \
  $(VENV)/lib > /dev/null || true

# One install for each, and what holds more stands for what holds less.
$(VENV)/.base: $(VENV)/bin/python pyproject.toml constraints.txt
	$(PIP) -e .
	$(COMPILE)
	touch $@

$(VENV)/.test: $(VENV)/bin/python pyproject.toml constraints.txt
	$(PIP) -e '.[test]'
	$(COMPILE)
	touch $(VENV)/.base $@

$(VENV)/.check: $(VENV)/bin/python pyproject.toml constraints.txt
	$(PIP) -e '.[test,check]'
	$(COMPILE)
	touch $(VENV)/.base $(VENV)/.test $@

clean:
	rm -rf $(VENV) build dist
