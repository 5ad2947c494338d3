# `make` alone lists the targets. LABARGS, TESTARGS, GRADEARGS and BANKARGS are handed on, for example
#   make lab LABARGS="--no-browser --port 9000"
#   make test TESTARGS="tests/core -x"
#   make bank BANKARGS="linear_classifier --language ko"
VENV ?= .venv
PYTHON ?=
LABARGS ?=
TESTARGS ?=
GRADEARGS ?=
DOCTORARGS ?=
FORMGRADERARGS ?=
BANKARGS ?=
WIDGETARGS ?=
BENCHARGS ?=
# One more than CI has processors: a browser, a kernel or a grader is often waited for.
JOBS ?= 3

BIN := $(VENV)/bin
# pip takes its versions from the lock; what is installed is what pyproject.toml asks for.
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check \
	--constraint requirements.lock
EXTRAS_grading := course,grading
EXTRAS_test := course,grading,test
EXTRAS_bench := bench
LOCKED := pyproject.toml requirements.lock

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help lab test lint format bank doctor grade formgrader release links bench bench-widgets bench-grading wheel lock clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile

lab: $(VENV)/course.stamp ## Open the course in JupyterLab, with the welcome notebook in front
	$(BIN)/jupyter lab --LabApp.default_url=/lab/tree/notebooks/00_welcome.ipynb $(LABARGS)

test: $(VENV)/test.stamp ## Run every test: library, notebooks, graders, lint
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder $(TESTARGS)

lint: $(VENV)/test.stamp ## Check style and layers without running the tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports

format: $(VENV)/test.stamp ## Rewrite the code in the project's style
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bank: $(VENV)/grading.stamp ## Grade every sample submission; print false passes and false fails
	$(BIN)/python -m autograder bank $(BANKARGS)

doctor: $(VENV)/grading.stamp ## Say what grading needs, whether it is here, and how to get it
	$(BIN)/python -m autograder doctor $(DOCTORARGS)

grade: $(VENV)/grading.stamp ## Grade what was handed in: make grade GRADEARGS=linear_classifier
	$(BIN)/python -m autograder grade $(GRADEARGS)

formgrader: $(VENV)/grading.stamp ## Open JupyterLab on formgrader, to grade written answers by hand
	$(BIN)/python -m autograder formgrader $(FORMGRADERARGS) -- $(LABARGS)

release: $(VENV)/grading.stamp ## Write exercises/ from solutions/
	$(BIN)/python -m autograder release

links: $(VENV)/test.stamp ## Write pyproject.toml's address into install cells and links to Colab
	$(BIN)/python scripts/write-links.py

bench: $(VENV)/bench.stamp ## Measure kerasish beside TensorFlow, Keras, torch and JAX
	$(BIN)/python -m benchmarks --markdown docs/benchmarks.md

bench-widgets: $(VENV)/test.stamp ## Measure the widgets in JupyterLab: WIDGETARGS="--playground ../playground"
	$(BIN)/python -m benchmarks.widgets --markdown docs/benchmarks-widgets.md $(WIDGETARGS)

bench-grading: $(VENV)/grading.stamp ## Measure grading beside nbgrader: BENCHARGS="--size 4 --sizes 2 4"
	$(BIN)/python -m benchmarks.grading --markdown docs/benchmarks-grading.md $(BENCHARGS)

wheel: $(VENV)/test.stamp ## Build dist/kerasish-*.whl, the library alone
	$(BIN)/python -m build --wheel

lock: $(BIN)/python ## Write requirements.lock anew from pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile --quiet --upgrade --universal --fork-strategy fewest \
		--python-version 3.11 --extra course --extra grading --extra test \
		--custom-compile-command "make lock" --no-annotate --no-emit-index-url --no-emit-find-links \
		pyproject.toml --output-file requirements.lock

clean: ## Remove the environment, caches and everything that was built
	rm -rf $(VENV) build dist .hypothesis .import_linter_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find . -name .ipynb_checkpoints -type d -prune -exec rm -rf {} +

# A stamp is touched when its install has succeeded, so a broken download is tried again
# and an installed environment costs nothing.
$(VENV)/course.stamp: $(LOCKED) | $(BIN)/python
	@echo "Installing JupyterLab and the library into $(VENV): a few minutes, the first time only"
	$(INSTALL) --editable '.[course]'
	$(BIN)/jupyter labextension disable --log-level=ERROR @jupyterlab/apputils-extension:announcements
	@touch $@

$(VENV)/%.stamp: $(LOCKED) | $(BIN)/python
	@echo "Installing what '$*' needs into $(VENV): a few minutes, the first time only"
	$(INSTALL) --editable '.[$(EXTRAS_$*)]'
	@touch $@

$(BIN)/python:
	@PYTHON='$(PYTHON)' sh scripts/make-venv.sh '$(VENV)'
