# Everything a developer types. Each target first installs what it needs, when it is not there yet.
BIN := .venv/bin
TEMPLATES := $(wildcard templates hackathon/templates)
PYTEST := $(BIN)/python -m pytest -n 2 --dist worksteal
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml --group build

.PHONY: map messages setup run test test-slow lint format bench bench-judging bench-casting bench-ledger bench-matching bench-storm lock pictures browser installed-run
.DEFAULT_GOAL := setup

setup: ## install everything, start nothing
	@sh tools/setup.sh dev

installed-run:
	@sh tools/setup.sh run

run: installed-run ## serve on http://127.0.0.1:8000 (HOST, PORT)
	@exec $(BIN)/hackathon run

browser: setup # what tests drive; fetched before they run, because they may not reach the network
	@$(BIN)/python -m tests.servers.browser
	@$(BIN)/python -m tests.servers.certified

test: setup browser ## the fast tests
	$(PYTEST) -m "not slow"

test-slow: setup browser ## kills, storms, solvers, every journey
	$(PYTEST) -m slow

lint: setup ## all static checks
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(if $(TEMPLATES),$(BIN)/djlint --lint --check $(TEMPLATES))
	$(BIN)/deptry .

format: setup ## rewrite sources the way lint wants them
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	$(if $(TEMPLATES),-$(BIN)/djlint --reformat $(TEMPLATES))

messages: setup ## collect every sentence for translators
	$(BIN)/pybabel -q extract -F babel.cfg -k lazy --sort-output --no-location --omit-header -o hackathon/locale/hackathon.pot .

map: setup ## draw the generated part of docs/map.md anew
	PYTHONPATH=. $(BIN)/python tools/draw_map.py

bench: setup ## measure pages against the reference app
	$(BIN)/python -m bench

bench-judging: setup ## measure rankings against a known truth; written to bench/judging.md
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m bench.judging

bench-storm: setup ## let 2,000 people register in the last minute; written to bench/storm.md
	$(BIN)/python -m bench.storm

bench-casting: setup ## let 60 judges cast at once while organizers watch; written to bench/casting.md
	$(BIN)/python -m bench.casting

bench-ledger: setup ## measure what sealing adds to a request, and the record of 100,000 entries; to bench/ledger.md
	$(BIN)/python -m bench.ledger

bench-matching: setup ## make teams of generated people, beside chance, first come and preferences; to bench/matching.md
	$(BIN)/python -m bench.matching

lock: setup ## write requirements/*.lock anew from pyproject.toml; UPGRADE=--upgrade for newer versions
	$(LOCK) $(UPGRADE) -o requirements/base.lock
	$(LOCK) $(UPGRADE) --group dev -c requirements/base.lock -o requirements/dev.lock

pictures: setup browser ## take the README's pictures from a running demo; URL=http://127.0.0.1:8000
	$(BIN)/python -m tools.pictures $(URL)
