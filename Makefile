# Needs Python 3.10 or newer and make; everything else goes into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help demo demo-clean story test test-slow test-oldest test-browser screenshots check benchmark clean

help: ## Show what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

demo: $(VENV)/.installed ## Run a hub and two schools on ports 8000 to 8002 (PORT=9000 for others, DAY=2027-08-01 for that day)
	@$(BIN)/python example_site/run_demo.py

demo-clean: ## Delete the data of the demonstration
	rm -rf build/demo

story: $(VENV)/.installed ## Check that both schools follow the hub, step by step
	@$(BIN)/python example_site/story.py

$(VENV)/.created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || \
		{ echo "Python 3.10 or newer is needed; name it, for example: make demo PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ echo "Python can't make a virtual environment. On Debian or Ubuntu: apt install python3-venv"; exit 1; }
	@touch $@

$(VENV)/.installed: $(VENV)/.created pyproject.toml
	@echo "Installing the package into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

OLDEST := .venv-oldest
TEMPLATES = $$(find wagtail_asean example_site tests -name '*.html')

PYTEST := python -m pytest --numprocesses auto

test: $(VENV)/.installed-test ## Run the tests but the slow ones (COVERAGE=1: with their coverage)
	$(BIN)/$(PYTEST) -m "not slow" $(if $(COVERAGE),--cov --cov-report=) $(ARGS)
ifdef COVERAGE
	$(BIN)/python -m coverage report --fail-under=95
endif

test-slow: $(VENV)/.installed-test ## Run the slow tests: real processes, provinces, laws at length
	$(BIN)/$(PYTEST) -m slow $(ARGS)

test-oldest: $(OLDEST)/.installed-test ## Run the tests but the slow ones on the oldest Wagtail we support
	$(OLDEST)/bin/$(PYTEST) -m "not slow" $(ARGS)
	$(OLDEST)/bin/python -m pytest tests/check_migrations.py

test-browser: $(VENV)/.installed-browser ## Look at the pages and the admin with Chromium
	$(BIN)/python -m pytest tests/end_to_end/check_*.py $(ARGS)

screenshots: $(VENV)/.installed-browser ## Take pictures of every kind of page into build/screenshots
	$(BIN)/python -m tests.end_to_end.screenshots

# What decides by itself, without a database, has a test for every branch, in its own room.
COVERED := wagtail_asean/protocol/*,wagtail_asean/subscriber/plan.py
COVERING := tests/protocol tests/subscriber/test_plan.py

check: $(VENV)/.installed-check ## Check form, types, layers, branches, templates, migrations, translations and wheel
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --config setup.cfg
	$(BIN)/python -m pytest $(COVERING) --cov --cov-report=
	$(BIN)/python -m coverage report --include='$(COVERED)' --fail-under=100
	$(BIN)/djhtml --tabwidth 2 --check $(TEMPLATES)
	$(BIN)/curlylint wagtail_asean example_site tests
	$(BIN)/python -m pytest tests/check_migrations.py tests/check_translations.py tests/check_distribution.py

benchmark: $(VENV)/.installed-benchmark ## Measure, and write build/benchmark.json
	$(BIN)/python -m tests.benchmarks $(ARGS)

clean: demo-clean ## Delete everything that was made here
	rm -rf build dist *.egg-info .coverage .hypothesis .mypy_cache .ruff_cache $(VENV) $(OLDEST)

$(VENV)/.installed-test: $(VENV)/.installed
	@echo "Installing what the tests need ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

$(VENV)/.installed-check: $(VENV)/.installed-test
	@echo "Installing what the checks need ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,check]'
	@touch $@

$(VENV)/.installed-browser: $(VENV)/.installed-test
	@echo "Installing what drives a browser ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,browser]'
	@touch $@

$(VENV)/.installed-benchmark: $(VENV)/.installed-test
	@echo "Installing what the benchmarks compare with ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,benchmark]'
	@touch $@

$(OLDEST)/.installed-test: $(VENV)/.installed pyproject.toml
	@$(BIN)/python -m venv $(OLDEST)
	@echo "Installing the oldest Wagtail and what the tests need ..."
	@$(OLDEST)/bin/python -m pip install --quiet --disable-pip-version-check \
		--editable '.[test]' 'wagtail>=7.0,<7.1' 'Django>=5.2,<5.3'
	@touch $@
