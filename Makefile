# Everything a newcomer types. `make demo` and `make test` work as the first command on a fresh machine.
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
SITE := sandbox/teams/node_modules/.ready

help: ## show this
	@grep -hE '^[a-z0-9_-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9_-]+):.*## (.*)/  make \1\t\2/' | expand -t 18

$(READY): pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing (once)..."
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev,e2e]'
	@touch $@

# Cards are drawn by npm packages; where there is no Node, a PyPI wheel carries it.
$(SITE): sandbox/teams/package.json $(READY)
	@command -v npm >/dev/null || $(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[node]'
	@$(BIN)/python -m sandbox.teams
	@touch $@

demo: $(READY) $(SITE) ## try the product in your browser
	@$(BIN)/python app.py demo

test: $(READY) $(SITE) ## all tests but the browser journeys
	PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n 4 --dist worksteal  # two a core: some wait for processes; those share bytecode

e2e: $(READY) $(SITE) ## the journeys in Chromium
	$(BIN)/pytest -m e2e

soak: $(READY) $(SITE) ## the long tests in full
	SOAK=1 $(BIN)/pytest -m soak

check: $(READY) ## lint, format, types, import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY) ## side by side with three other bots, and the daily update
	$(BIN)/python -m benchmarks.turns
	$(BIN)/python -m benchmarks.digests

bench-quick: $(READY) ## has a turn become dearer than the committed figures say? (two minutes)
	$(BIN)/python -m benchmarks.turns --guard

gallery: $(READY) $(SITE) ## every card in every language
	$(BIN)/python -m cards.gallery --out build/gallery

licences: $(READY) ## write docs/licences.md from what is installed
	@$(BIN)/python -m release.licences

build/.release: $(READY)
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[release]'
	@mkdir -p build && touch $@

LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --constraint constraints.txt --generate-hashes --no-header --no-annotate

lock: build/.release ## hashes of the pinned packages, for the image
	@$(LOCK) pyproject.toml -o requirements-lock.txt
	@echo hatchling | $(LOCK) - -o requirements-build-lock.txt

sbom: build/.release ## the bill of materials (CycloneDX) in build/sbom.json
	@$(BIN)/python -m release.sbom

# Not part of the tests: it asks an advisory service on the internet, and its answer changes without us.
audit: build/.release ## known weaknesses of every pinned package; needs the internet
	$(BIN)/pip-audit --requirement constraints.txt --no-deps --disable-pip

# From a clean state alone: hatchling takes what lies in the folders. The times in the archives are the commit's.
# No wheel: it would bring names such as app and bot into other people's environments (docs/decisions/0015).
release: $(READY) sbom ## source archive in dist/, the same bytes from the same commit
	@test -z "$$(git status --porcelain)" || { echo "Commit first: a release is built from a commit."; exit 1; }
	SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) $(BIN)/python -m hatchling build -t sdist -d dist
	@cd dist && sha256sum *.tar.gz

.PHONY: help demo test e2e soak check bench bench-quick gallery licences lock sbom audit release
