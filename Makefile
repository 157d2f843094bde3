# `make help` lists everything. Every target works from any directory with
# `make -C path/to/haat <target>`, without a terminal and without questions.

.DEFAULT_GOAL := help
.SUFFIXES:
MAKEFLAGS += --no-print-directory

.PHONY: help
help: ## Show this list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z][a-z-]*:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: run
run: ## Install and build what is missing, fill a demo shop once, and serve it
	@scripts/run.sh

.PHONY: build
build: ## Build bin/haat: one static binary with the dashboard inside
	@scripts/need.sh
	@scripts/web.sh dashboard
	@scripts/build.sh

.PHONY: test
test: ## Run everything that can fail; ONLY="race e2e" runs some stages
	@scripts/test.sh $(ONLY)

.PHONY: bench
bench: ## Measure the shop beside the limits of this machine, on both engines
	@scripts/bench.sh

.PHONY: soak
soak: ## Kill, fill, cut and delay things for 25 minutes; ONLY="R10" runs some
	@scripts/soak.sh

.PHONY: screens
screens: ## Take pictures of every page, width, scheme and language into .cache/screens, and check them
	@scripts/screens.sh

.PHONY: faces
faces: ## Measure both faces in a browser: Lighthouse on a phone, and how soon keys and presses are answered
	@scripts/faces.sh

.PHONY: longlist
longlist: ## Measure the dashboard's lists with 100,000 orders in a browser; DATA=folder keeps the shop
	@scripts/longlist.sh $(DATA)

.PHONY: lint
lint: ## Check formatting, vet and staticcheck
	@scripts/lint.sh

.PHONY: fmt
fmt: ## Format all Go files
	@gofmt -w $$(git ls-files -co --exclude-standard '*.go')

.PHONY: generate
generate: ## Write every generated file: API documents, clients, docs, demo pictures
	@scripts/generate.sh

.PHONY: verify
verify: ## Check that every generated file is what `make generate` writes
	@scripts/verify.sh

.PHONY: clean
clean: ## Remove what was built; data and downloaded packages stay
	@rm -rf bin .cache web/ui/storybook-static web/dashboard/dist/assets web/dashboard/dist/index.html
