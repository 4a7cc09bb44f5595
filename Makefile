# site        build content/ into build/
# check       format, lint, types, import contracts, content, documentation
# test        the default tests: all fast ones but those of check, and browser checks of chosen pages
# test-all    every test: browser checks of all pages, and the tests of other tools
# test-hosts  figures in MkDocs, Sphinx, Jupyter and other tools
# bench       measure side by side with other libraries
# bench-site  measure builds of whole sites beside MkDocs and Hugo
# accept      take the present output as the new golden files
# lock        choose library versions anew

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
PIP := $(RUN) -m pip --disable-pip-version-check install --quiet --no-compile --require-hashes --only-binary :all:
# Each process has one thread for linear algebra, since the tests use every core.
PYTEST := OPENBLAS_NUM_THREADS=1 $(RUN) -m pytest --quiet --numprocesses auto --dist worksteal
CHECKED := tests/test_documentation.py tests/test_packaging.py tests/test_wheel.py tests/lessons

.DELETE_ON_ERROR:
.PHONY: site check test test-all test-hosts chromium bench bench-site accept lock

site: $(VENV)/runtime.stamp
	@$(RUN) -m sitegen build content --out build

# Types of the tools in sitegen/integrations are checked, so their packages are needed.
check: $(VENV)/hosts.stamp
	@$(RUN) -m ruff format --check --quiet
	@$(RUN) -m ruff check --quiet
	@$(RUN) -m mypy --no-error-summary
	@$(VENV)/bin/oxlint --config .ci/oxlintrc.json --quiet templates/script sitegen/serve/client
	@.ci/need node-typescript tsc --version
	@tsc --project .ci/tsconfig.json
	@tsc --project .ci/tsconfig.serve.json
	@$(VENV)/bin/lint-imports --no-logo
	@$(RUN) -m sitegen check content --strict
	@$(RUN) -m pytest --quiet $(CHECKED)

test: $(VENV)/dev.stamp chromium
	@$(PYTEST) -m "not matrix" --ignore tests/hosts $(CHECKED:%=--ignore %)

test-all: $(VENV)/hosts.stamp chromium
	@.ci/need hugo hugo version
	@$(PYTEST) --hypothesis-profile "every test"

test-hosts: $(VENV)/hosts.stamp chromium
	@.ci/need hugo hugo version
	@$(PYTEST) tests/hosts tests/browser/test_isolation.py

chromium: $(VENV)/dev.stamp
	@.ci/need chromium-headless-shell sh -c 'command -v chromium-headless-shell || command -v chromium'
	@.ci/need libatomic1 $(RUN) -m playwright --version

bench: $(VENV)/bench.stamp chromium
	@$(RUN) -m benchmarks

bench-site: $(VENV)/hosts.stamp
	@.ci/need hugo hugo version
	@$(RUN) -m benchmarks.site

accept: $(VENV)/dev.stamp chromium
	@$(RUN) -m pytest --quiet tests/golden tests/test_kinds_page.py tests/page/test_script.py tests/browser/test_tree.py tests/browser/test_explore.py --accept

# runtime.txt is part of dev.txt, and that of hosts.txt and bench.txt: a later install changes no version of an earlier one.
$(VENV)/venv.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11")'
	@.ci/need python3-venv $(PYTHON) -c 'import ensurepip'
	@$(RUN) -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/%.stamp: .ci/requirements/%.txt | $(VENV)/venv.stamp
	@echo "Installing locked versions: $<"
	@$(PIP) --requirement $<
	@touch $@

COMPILE = uv pip compile --quiet --no-config --universal --python-version 3.11 --fork-strategy fewest --upgrade \
	--generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command 'make lock'

lock:
	$(COMPILE) pyproject.toml --output-file .ci/requirements/runtime.txt
	$(COMPILE) pyproject.toml --group test --group check \
		--constraint .ci/requirements/runtime.txt --output-file .ci/requirements/dev.txt
	$(COMPILE) pyproject.toml --group test --group check --group hosts \
		--constraint .ci/requirements/dev.txt --output-file .ci/requirements/hosts.txt
	$(COMPILE) pyproject.toml --group test --group check --group bench \
		--constraint .ci/requirements/hosts.txt --output-file .ci/requirements/bench.txt
