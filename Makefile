# site: content/ becomes build/        test: every test, in a real browser too     check: code, types, imports, docs
# bench: side by side with peers       accept: take the present output as golden   lock: choose library versions anew

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
PIP := $(RUN) -m pip --disable-pip-version-check install --quiet --require-hashes --only-binary :all:

.DELETE_ON_ERROR:
.PHONY: site test check bench accept lock

site: $(VENV)/runtime.stamp
	@$(RUN) -m sitegen build content --out build

test: $(VENV)/dev.stamp
	@.ci/need chromium-headless-shell sh -c 'command -v chromium-headless-shell || command -v chromium'
	@.ci/need libatomic1 $(RUN) -m playwright --version
	@.ci/need hugo hugo version
	@OPENBLAS_NUM_THREADS=1 $(RUN) -m pytest --quiet --numprocesses auto --dist worksteal # its threads would wait for the other tests

check: $(VENV)/dev.stamp
	@$(RUN) -m ruff format --check --quiet
	@$(RUN) -m ruff check --quiet
	@$(RUN) -m mypy --no-error-summary
	@$(VENV)/bin/oxlint --config .ci/oxlintrc.json --quiet templates/script
	@.ci/need node-typescript tsc --version
	@tsc --project .ci/tsconfig.json
	@$(VENV)/bin/lint-imports --no-logo
	@$(RUN) -m sitegen check content --strict
	@$(RUN) -m pytest --quiet tests/test_documentation.py tests/test_packaging.py

bench: $(VENV)/bench.stamp
	@.ci/need chromium-headless-shell sh -c 'command -v chromium-headless-shell || command -v chromium'
	@$(RUN) -m benchmarks

accept: $(VENV)/dev.stamp
	@.ci/need chromium-headless-shell sh -c 'command -v chromium-headless-shell || command -v chromium'
	@$(RUN) -m pytest --quiet tests/golden tests/page/test_script.py tests/browser/test_tree.py tests/browser/test_explore.py --accept

# Each set of versions holds the one before it, so a later install never changes an earlier one.
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
	$(COMPILE) pyproject.toml --group test --group hosts --group check \
		--constraint .ci/requirements/runtime.txt --output-file .ci/requirements/dev.txt
	$(COMPILE) pyproject.toml --group test --group hosts --group check --group bench \
		--constraint .ci/requirements/dev.txt --output-file .ci/requirements/bench.txt
