# What people and CI call. Each target sets up what it needs, in .venv, and again only after pyproject.toml changed.
#
#   make assess                      assess a real platform; PROFILE=my-twin.yaml for another profile
#   make test                        every check: all tests with their coverage, and lint
#   make lint                        ruff, mypy, import contracts
#   make bench                       speed, as ratios
#   make fuzz                        20,000 broken profiles
#   make site                        the documentation, into site/
#   make clean                       remove what the targets above made
#
# PYTHON=/path/to/python3 chooses the interpreter of a new environment, VENV=folder another environment.

VENV ?= .venv
PYTHON ?=
PROFILE ?= profiles/eclipse-ditto.yaml
RUN := $(VENV)/bin/python

# Where durable-rules is not installed (Python 3.13 and later), nothing can run its adapter.
COVERAGE_OMIT = $(shell $(RUN) -c 'import durable_rules_engine' 2>/dev/null || echo '*/engine/durable.py')

.PHONY: assess test lint unit plain web bench fuzz site clean
.DELETE_ON_ERROR:

assess: $(VENV)/.installed
	@$(RUN) -m assessor assess $(PROFILE)

test: unit lint

lint: $(VENV)/.installed-for-checks
	$(RUN) -m ruff check
	$(RUN) -m ruff format --check
	$(RUN) -m mypy
	$(VENV)/bin/lint-imports

unit: $(VENV)/.installed-for-checks web
	COVERAGE_OMIT='$(COVERAGE_OMIT)' $(RUN) -m pytest --cov --cov-report=term-missing:skip-covered

# What the tests with a browser and with Node need, where Node and Chromium are there; the tests say so if they are not.
web:
	@.ci/setup-web

# A short part of the tests, for a second interpreter, without coverage.
plain: $(VENV)/.installed-for-checks
	$(RUN) -m pytest -q -p no:cacheprovider tests/engine tests/assessment tests/profiles tests/golden

bench: $(VENV)/.installed
	$(RUN) perf/bench.py

fuzz: $(VENV)/.installed-for-checks
	$(RUN) tests/fuzz/mutants.py 20000

site: $(VENV)/.installed-for-checks
	@NO_MKDOCS_2_WARNING=1 $(VENV)/bin/mkdocs build --strict --quiet && echo "site/index.html"

clean:
	rm -rf $(VENV) .venv-later build dist site tests/web/node_modules .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

$(VENV)/.installed: pyproject.toml .ci/setup
	@.ci/setup $(VENV) '[calendar,html]' $(PYTHON)
	@touch $@

$(VENV)/.installed-for-checks: pyproject.toml .ci/setup
	@.ci/setup $(VENV) '[calendar,html,docs,test,lint]' $(PYTHON)
	@touch $(VENV)/.installed $@
