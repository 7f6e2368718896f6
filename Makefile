# SPDX-License-Identifier: Apache-2.0
# On a fresh machine, `make run` and `make test` do all there is to do.

# How long each fuzzer runs: make fuzz SECONDS=600
SECONDS ?= 60
# All tests are Swift Testing's. XCTest would run none, say so, and leak.
TEST := swift test --disable-xctest
# What the address sanitizer looks at: the walls to the C libraries, and the whole on a few repositories. Tests that start the
# program some hundred times on the same ways would take ten minutes more and find nothing else.
AT_THE_WALLS := DocViewTests|OSGiConfigTests|ContentRepositoryTests|FuzzRegressionTests|IMSTokensTests|CommandTests\.(Corpora|Sample|Random|PackageJourney|Creation)
# The tests in which more than one thread runs; what one thread does, the thread sanitizer does not look at.
THREADED := ContentRepositoryTests|IMSTokensTests|IMSMigrationTests|MigrationPipelineTests\.[^CN]|CommandTests\.(Corpora|Sample|Random|RunRecord|Layout|PackageJourney|SpeedUp)

# The program brings the Swift runtime along: it runs where no Swift is. (macOS has the runtime itself.)
RELEASE := --configuration release --product ims-migrate
ifneq ($(shell uname -s),Darwin)
RELEASE += --static-swift-stdlib --disable-local-rpath -Xlinker -z -Xlinker now
endif
# Where `make install` puts it; DESTDIR goes before, for those who make packages.
PREFIX ?= /usr/local
export PREFIX DESTDIR FORCE

.DEFAULT_GOAL := help
.PHONY: stage install uninstall dist deb check-packaging docs test-library check
.PHONY: help rule-pages setup build run sample-package test test-report report-pictures sanitize sanitize-address sanitize-threads fuzz bench bench-packages bench-stages check-instructions format lint clean

help: ## Show what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-24s %s\n", $$1, $$2 }'

setup: ## Install the libraries that are missing, and check that Swift is there
	@Scripts/setup.sh

build: setup ## Build in release mode
	swift build $(RELEASE)

stage: build ## Lay out what an installation consists of, below .build/stage
	@Packaging/stage.sh

# As root for somebody else nothing is built: root has no Swift, and what it made, nobody else could remove.
install: $(if $(SUDO_UID),,stage) ## Install below PREFIX (/usr/local), with manual and completions
	@[ -x .build/stage/bin/ims-migrate ] || { echo 'install: run "make stage" first, without sudo' >&2; exit 1; }
	@FROM=.build/stage Packaging/install.sh

uninstall: ## Remove from PREFIX what `make install` has put there
	@Packaging/uninstall.sh

dist: stage ## Make the archive of a release, with checksums and bill of materials, in .build/dist
	@Packaging/dist.sh

deb: stage ## Make a Debian package in .build/dist
	@Packaging/deb.sh

check-packaging: ## Try installing, the packages, the GitHub Action and the recipes for CI
	@Scripts/check-install.sh
	@Scripts/check-ci.sh
	@Scripts/check-formats.sh || [ $$? -eq 78 ]
	@Scripts/check-clean-root.sh || [ $$? -eq 77 ]

run: build ## Preview, migrate and check a copy of SampleRepository
	@Scripts/demo.sh

sample-package: build ## Make a content package of SampleRepository, and migrate it
	@Scripts/sample-package.sh

test: setup ## Run all tests
	@Scripts/readers.sh
	swift build --build-tests
	$(TEST)

docs: setup ## Make the pages of the libraries, in .build/docs
	@Scripts/docs.sh

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
		$(TEST) --sanitize=address --scratch-path .build-asan --filter '$(AT_THE_WALLS)'

sanitize-threads: setup
	TSAN_OPTIONS='halt_on_error=1 suppressions="$(CURDIR)/Scripts/races-not-ours.txt"' $(TEST) --sanitize=thread --scratch-path .build-tsan --filter '$(THREADED)'

fuzz: setup ## Fuzz every reader of input for SECONDS each (60)
	@Scripts/fuzz.sh $(SECONDS)

rule-pages: ## Make docs/rules anew from the rules
	swift build --product ims-migrate
	@Scripts/rule-pages.sh

format: ## Format all Swift files
	git ls-files -z --cached --others --exclude-standard '*.swift' | xargs -0 swift format --in-place --parallel

bench-packages: build ## Measure the release build on a large content package
	@Benchmarks/packages.py

bench: build ## Measure the release build on large trees, beside ripgrep, lxml and cp
	@bash -c '. Scripts/apt.sh; apt_provide rg ripgrep; /usr/bin/python3 -c "import lxml" || apt_install python3-lxml' bench || :
	@Benchmarks/trees.py --json .build/bench.json

bench-stages: setup ## Measure each stage by itself
	swift run --package-path Benchmarks --scratch-path .build-bench --configuration release Stages

check-instructions: build ## Fail where fixed small work takes more instructions than it did
	@bash -c '. Scripts/apt.sh; apt_provide valgrind || exit 1' check-instructions
	@Benchmarks/instructions.py

check: setup ## Run all checks of Scripts/check.sh: format, links, licences, dependencies and more
	swift build --product ims-migrate
	@Scripts/check.sh

lint: ## Check the format of all Swift files, and what is not to be in them
	@Scripts/check.sh format lint

clean: ## Remove all that was built, and the migrated copy of the sample
	rm -rf .build .build-asan .build-tsan .build-fuzz .build-bench
