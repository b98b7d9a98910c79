# make run    sets up, creates the demonstration at the first start, serves it (PORT, default 8000)
# make test   sets up what the tests need and runs every check
# make setup  the set-up alone, into .venv
PYTHON ?= python3
.DEFAULT_GOAL := run
.PHONY: run setup test

# With a SECRET_KEY of its own this is somebody's programme; without one it is the demonstration.
run: export FAIRTHREAD_DEMO ?= $(if $(SECRET_KEY),0,1)
run: setup
	@exec .venv/bin/fairthread start

setup:
	@$(PYTHON) scripts/setup.py

test:
	@$(PYTHON) scripts/setup.py --tests
	@.venv/bin/python -m scripts.test $(ONLY)
