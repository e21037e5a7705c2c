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
	$(BIN)/pytest -n 2

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

gallery: $(READY) $(SITE) ## every card in every language
	$(BIN)/python -m cards.gallery --out build/gallery

.PHONY: help demo test e2e soak check bench gallery
