# SPDX-License-Identifier: Apache-2.0
# On a fresh machine, `make run` and `make test` do all there is to do.

SWIFT_FILES := Sources Tests Fuzz/Entries Fuzz/Sources Fuzz/Package.swift Package.swift
# How long each fuzzer runs: make fuzz SECONDS=600
SECONDS ?= 60
# All tests are Swift Testing's. XCTest would run none, say so, and leak.
TEST := swift test --disable-xctest
# Tests that start the program some hundred times each, on paths that others go too: for the address sanitizer too slow.
REPEATED := CrashWalk|ExitCodeTests|SecretLeakTests|DryRunTests|NoNetworkTests|Sharding|SharedExamples|DocumentedCommand|GitDiff|IndependentReader|Attestation|Compare|Render
# The tests in which more than one thread runs; what one thread does, the thread sanitizer does not look at.
THREADED := ContentRepositoryTests|IMSTokensTests|IMSMigrationTests|MigrationPipelineTests\.[^CN]|CommandTests\.(Corpora|Sample|Random|RunRecord|Layout|PackageJourney)

.DEFAULT_GOAL := help
.PHONY: help setup build run sample-package test test-report report-pictures sanitize sanitize-address sanitize-threads fuzz benchmark bench format lint clean

help: ## Show what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-24s %s\n", $$1, $$2 }'

setup: ## Install the libraries that are missing, and check that Swift is there
	@Scripts/setup.sh

build: setup ## Build in release mode
	swift build --configuration release --product ims-migrate

run: build ## Preview, migrate and check a copy of SampleRepository
	@Scripts/demo.sh

sample-package: build ## Make a content package of SampleRepository, and migrate it
	@Scripts/sample-package.sh

test: setup ## Run all tests
	@Scripts/readers.sh
	swift build --build-tests
	$(TEST)

.PHONY: docs check-documentation test-library
docs: setup ## Make the pages of the libraries, in .build/docs
	@Scripts/docs.sh

check-documentation: setup ## List declarations without a comment
	@Scripts/check-documentation.sh

test-library: setup ## Build and run the package in Examples/Library, which uses the libraries as others would
	@Scripts/library.sh

test-report: setup ## Test the page of the HTML report in a browser
	swift build --product ims-migrate
	@Scripts/report-page.sh test

report-pictures: setup ## Take the pictures of a report that the README shows
	swift build --product ims-migrate
	@Scripts/report-page.sh pictures

sanitize: sanitize-address sanitize-threads ## Run the tests with the address sanitizer, then with the thread sanitizer

sanitize-address: setup
	ASAN_OPTIONS='suppressions="$(CURDIR)/Scripts/overflows-not-ours.txt"' \
	LSAN_OPTIONS='suppressions="$(CURDIR)/Scripts/leaks-not-ours.txt":print_suppressions=0' \
		$(TEST) --sanitize=address --scratch-path .build-asan --skip '$(REPEATED)'

sanitize-threads: setup
	TSAN_OPTIONS='halt_on_error=1 suppressions="$(CURDIR)/Scripts/races-not-ours.txt"' $(TEST) --sanitize=thread --scratch-path .build-tsan --filter '$(THREADED)'

fuzz: setup ## Fuzz every reader of input for SECONDS each (60)
	@Scripts/fuzz.sh $(SECONDS)

format: ## Format all Swift files
	swift format --in-place --recursive $(SWIFT_FILES)

benchmark: build ## Measure the release build on a large content package
	@Benchmarks/packages.py

bench: build ## Measure the release build on large trees, beside ripgrep, lxml and cp
	@command -v rg >/dev/null && /usr/bin/python3 -c 'import lxml' || apt-get install -q -y ripgrep python3-lxml
	@Benchmarks/trees.py --json .build/bench.json

lint: ## Check the format of all Swift files
	swift format lint --strict --recursive $(SWIFT_FILES)

clean: ## Remove all that was built, and the migrated copy of the sample
	rm -rf .build .build-asan .build-tsan .build-fuzz
