# Zhanggui. `make run` and `make check` install what is missing (config/packages.txt) first.
CC := gcc
B := build
PKGS := sqlite3 libsodium jansson zlib libzstd ncursesw
WARN := -Wall -Wextra -Wshadow -Wconversion -Wformat=2 -Wstrict-prototypes -Wmissing-prototypes -Wvla -Werror
CFLAGS ?= -O2 -g
ALL_CFLAGS := -std=gnu11 $(WARN) -I. -D_GNU_SOURCE -DSQLITE_ENABLE_SESSION -DSQLITE_ENABLE_PREUPDATE_HOOK $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
LIBS := $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lcsv -liniparser
SAN := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer

# A program appears with its src/main_NAME.c: main_zhanggui.c is zhanggui, any other zhanggui-NAME.
MAINS := $(patsubst src/main_%.c,%,$(wildcard src/main_*.c))
program = $(if $(filter zhanggui,$(1)),zhanggui,zhanggui-$(1))
PROGRAMS := $(foreach m,$(MAINS),$(call program,$(m)))
SRC := $(filter-out src/main_%.c,$(wildcard src/*/*.c config/*.c db/*.c ui/*.c ui/*/*.c printers/*.c))
OBJ := $(SRC:%.c=$(B)/obj/%.o) $(B)/obj/schema.o
TOBJ := $(SRC:%.c=$(B)/asan/%.o) $(B)/obj/schema.o

# `make test` is the quick part: unit tests and the fuzzers' corpora. `make check` adds the histories, the command line, kill/ and lint (shell tests too).
HEAVY := tests/unit/ledger/test_history.c tests/unit/db/test_fault.c tests/unit/sync/test_exchange.c
UNIT := $(filter-out $(HEAVY),$(wildcard tests/unit/*/test_*.c))
FUZZ := $(wildcard tests/fuzz/fuzz_*.c)
QUICK := $(UNIT:tests/%.c=$(B)/tests/%) $(FUZZ:tests/%.c=$(B)/tests/%)
SCREEN_C := $(wildcard tests/screen/test_*.c)
SLOW_C := $(wildcard tests/kill/test_*.c) $(SCREEN_C) $(HEAVY)
SLOW := $(SLOW_C:tests/%.c=$(B)/tests/%) $(wildcard tests/kill/*.sh) $(wildcard tests/cli/*.sh)
LONG := $(wildcard tests/long/*.sh)
BENCH_C := $(wildcard tests/bench/*.c)
LINT := $(wildcard tests/lint/*.sh)
HELPERS := $(B)/tests/jsget
C_FILES := $(SRC) $(wildcard config/share/*.c src/main_*.c tests/*.c tests/*/*.c tests/unit/*/*.c)
H_FILES := $(wildcard src/*/*.h config/*.h db/*.h ui/*.h ui/*/*.h printers/*.h tests/*.h tests/*/*.h tests/unit/*/*.h)
CORES := $(shell nproc)

.PHONY: all build run packages test test-build quick slow-build check check-long bench golden plain lint fuzz clang tidy analyze cppcheck flags format format-check po install check-fresh clean
all: packages
	@$(MAKE) build
build: $(PROGRAMS:%=$(B)/%) $(OBJ)
packages:
	@config/packages.sh

define link_program
$(B)/$(call program,$(1)): $(B)/obj/src/main_$(1).o $(OBJ)
	@echo "  link $$@"
	@$$(CC) $$(CFLAGS) -o $$@ $$^ $$(LIBS)
$(B)/test/$(call program,$(1)): $(B)/asan/src/main_$(1).o $(TOBJ)
	@mkdir -p $$(@D)
	@echo "  link $$@"
	@$$(CC) $$(SAN) -o $$@ $$^ $$(LIBS)
endef
$(foreach m,$(MAINS),$(eval $(call link_program,$(m))))
$(B)/obj/%.o: %.c Makefile
	@mkdir -p $(@D)
	@echo "  cc $@"
	@$(CC) $(ALL_CFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<
$(B)/asan/%.o: %.c Makefile
	@mkdir -p $(@D)
	@echo "  cc $@"
	@$(CC) $(ALL_CFLAGS) -O1 -g $(SAN) -DZG_TEST -MMD -MP -c -o $@ $<
$(B)/clang/%.o: %.c Makefile
	@mkdir -p $(@D)
	@echo "  clang $<"
	@clang $(ALL_CFLAGS) -O1 -DZG_TEST -MMD -MP -c -o $@ $<
# The search's inner loop halves its speed when it lies across cache lines.
$(B)/obj/db/search.o: ALL_CFLAGS += -falign-loops=32
# The numbered schema files as C strings, in order.
$(B)/schema.c: $(sort $(wildcard db/schema/*.sql)) Makefile
	@mkdir -p $(@D)
	@{ echo 'extern const char *const db_schema[]; extern const int db_schema_count;'; echo 'const char *const db_schema[] = {'; \
	for f in $(sort $(wildcard db/schema/*.sql)); do sed 's/[\\"]/\\&/g; s/.*/"&\\n"/' $$f; echo ','; done; \
	echo '}; const int db_schema_count = sizeof db_schema / sizeof db_schema[0];'; } >$@
$(B)/obj/schema.o: $(B)/schema.c
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) -c -o $@ $<
# One archive, so that a test program takes only what it needs: linking a hundred of them stays quick.
$(B)/asan/all.a: $(TOBJ) $(B)/asan/tests/simvfs.o
	@rm -f $@
	@ar rcs $@ $^
$(B)/tests/%: $(B)/asan/tests/%.o $(B)/asan/all.a
	@mkdir -p $(@D)
	@echo "  link $@"
	@$(CC) $(SAN) -o $@ $^ $(LIBS) -lcmocka

# Tests of the screens drive build/test/zhanggui through a terminal of their own.
$(B)/tests/screen/%: $(B)/asan/tests/screen/%.o $(B)/asan/tests/screen/harness.o $(B)/asan/all.a
	@mkdir -p $(@D)
	@echo "  link $@"
	@$(CC) $(SAN) -o $@ $^ $(LIBS) -lcmocka -lvterm
# Rewrites the pictures that the screens are compared with; look at the difference before it is committed. SCENE=name takes those only.
golden: test-build $(patsubst tests/%.c,$(B)/tests/%,$(wildcard tests/screen/test_picture*.c))
	@for t in $(patsubst tests/%.c,$(B)/tests/%,$(wildcard tests/screen/test_picture*.c)); do GOLDEN=write LANG=C.UTF-8 $$t || exit 1; done

# The same tests without sanitizers, for valgrind (tests/long/valgrind.sh).
plain: $(UNIT:tests/%.c=$(B)/plain/%)
$(B)/plain/%.o: %.c Makefile
	@mkdir -p $(@D)
	@$(CC) $(ALL_CFLAGS) -O1 -g -DZG_TEST -MMD -MP -c -o $@ $<
$(B)/plain/all.a: $(SRC:%.c=$(B)/plain/%.o) $(B)/obj/schema.o
	@rm -f $@
	@ar rcs $@ $^
$(B)/plain/unit/%: $(B)/plain/tests/unit/%.o $(B)/plain/all.a
	@mkdir -p $(@D)
	@$(CC) -o $@ $^ $(LIBS) -lcmocka
# A fuzzer twice: with replay.c it runs its corpus in the quick tests; with clang's engine it looks for more (tests/long/fuzz.sh).
$(B)/tests/fuzz/%: $(B)/asan/tests/fuzz/%.o $(B)/asan/tests/fuzz/replay.o $(B)/asan/all.a
	@mkdir -p $(@D)
	@echo "  link $@"
	@$(CC) $(SAN) -o $@ $^ $(LIBS)
$(B)/fuzz/%.o: %.c Makefile
	@mkdir -p $(@D)
	@clang $(ALL_CFLAGS) -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -DZG_TEST -MMD -MP -c -o $@ $<
$(B)/fuzz/all.a: $(SRC:%.c=$(B)/fuzz/%.o) $(B)/obj/schema.o
	@rm -f $@
	@ar rcs $@ $^
$(B)/fuzz/fuzz_%: $(B)/fuzz/tests/fuzz/fuzz_%.o $(B)/fuzz/all.a
	@clang -fsanitize=fuzzer,address,undefined -o $@ $^ $(LIBS)
fuzz: $(FUZZ:tests/%.c=$(B)/%)

# The translation is linked in (src/base/text.c). Only `make po` touches the tracked file.
$(B)/po/zh_CN.mo: config/po/zh_CN.po
	@mkdir -p $(@D)
	@msgfmt --check --endianness=little -o $@ $<
$(B)/obj/src/base/text.o $(B)/asan/src/base/text.o $(B)/clang/src/base/text.o $(B)/plain/src/base/text.o: $(B)/po/zh_CN.mo
po:
	@tests/lint/po.sh --update

# Manual page and completion, from the table of commands.
DOCS := $(B)/share/zhanggui.1 $(B)/share/zhanggui.zh.1 $(B)/share/zhanggui.bash
$(B)/docs: $(B)/obj/config/share/docs.o $(B)/obj/src/base/text.o $(B)/obj/src/base/str.o
	@$(CC) -o $@ $^
$(B)/share/zhanggui.1: docs := man en
$(B)/share/zhanggui.zh.1: docs := man zh
$(B)/share/zhanggui.bash: docs := bash
$(DOCS): $(B)/docs
	@mkdir -p $(@D)
	@$(B)/docs $(docs) >$@

# The programs and what they read (config/share.c looks for PREFIX/share/zhanggui beside PREFIX/bin).
PREFIX ?= /usr/local
INSTALL_SHARE := $(wildcard config/mappings/*.ini config/labels/*.ini)
install: all $(DOCS)
	install -d $(DESTDIR)$(PREFIX)/bin
	install $(PROGRAMS:%=$(B)/%) $(DESTDIR)$(PREFIX)/bin
	install -D -m 644 $(B)/share/zhanggui.1 $(DESTDIR)$(PREFIX)/share/man/man1/zhanggui.1
	install -D -m 644 $(B)/share/zhanggui.zh.1 $(DESTDIR)$(PREFIX)/share/man/zh_CN/man1/zhanggui.1
	install -D -m 644 $(B)/share/zhanggui.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/zhanggui
	@for f in $(INSTALL_SHARE:config/%=%); do install -v -D -m 644 config/$$f $(DESTDIR)$(PREFIX)/share/zhanggui/$$f || exit 1; done

test-build: $(filter $(B)/%,$(QUICK)) $(PROGRAMS:%=$(B)/test/%) $(HELPERS) $(DOCS)
# Their names, for tests/long/mutants.sh.
quick:
	@printf '%s\n' $(QUICK)
slow-build: $(filter $(B)/%,$(SLOW))
test: test-build
	@tests/run.sh $(QUICK)
# Everything a change must pass. Clang only compiles; the tests run on gcc's build with the sanitizers.
check: packages
	@$(MAKE) -j$(CORES) build test-build slow-build clang
	@tests/run.sh $(SLOW) $(LINT) $(QUICK)
# Hours allowed. DATA names a folder of real files for the tests that take them whole.
check-long: packages
	@$(MAKE) -j$(CORES) build test-build slow-build
	@DATA='$(DATA)' RUN_TIMEOUT=21600 RUN_VERBOSE=1 tests/run.sh $(LONG)
# Each job beside its floor, measured in the same run; BENCH=small takes a tenth of the rows, JOB=import those of jobs_import.c only. The large store is made once.
bench: build $(B)/bench/bench
	@$(B)/bench/bench $(B)/bench $(or $(BENCH),large) $(JOB)
$(B)/bench/bench: $(BENCH_C) $(wildcard tests/bench/*.h) $(OBJ)
	@mkdir -p $(@D)
	@$(CC) $(ALL_CFLAGS) $(CFLAGS) -o $@ $(BENCH_C) $(OBJ) $(LIBS) -lutil
run: all
	@config/demo.sh $(B)/zhanggui $(B)/demo
lint: build
	@tests/run.sh $(LINT)

# What tests/lint/*.sh call: each file is looked at again only when it, a header of it or the rules changed.
clang: $(C_FILES:%.c=$(B)/clang/%.o)
tidy: $(C_FILES:%.c=$(B)/tidy/%.ok)
$(B)/tidy/%.ok: %.c $(B)/clang/%.o .clang-tidy tests/.clang-tidy
	@mkdir -p $(@D)
	@clang-tidy --quiet --checks='-clang-analyzer-*' $< -- $(ALL_CFLAGS) -DZG_TEST 2>/dev/null
	@touch $@
# The analyzer takes thirty times as long as all the other checks together: tests/long/analyze.sh runs it.
analyze: $(C_FILES:%.c=$(B)/analyze/%.ok)
$(B)/analyze/%.ok: %.c $(B)/clang/%.o .clang-tidy tests/.clang-tidy
	@mkdir -p $(@D)
	@clang-tidy --quiet $< -- $(ALL_CFLAGS) -DZG_TEST 2>/dev/null
	@touch $@
cppcheck:
	@mkdir -p $(B)/cppcheck
	@cppcheck --quiet --std=c11 -j$(CORES) --enable=warning,performance,portability --inline-suppr --suppress=ctuuninitvar --error-exitcode=1 --cppcheck-build-dir=$(B)/cppcheck \
	  --template='{file}:{line}: {severity}: {message} [{id}]' -I. -D_GNU_SOURCE -DZG_TEST $(C_FILES)
flags:
	@echo '$(ALL_CFLAGS)'
format:
	@clang-format -i $(C_FILES) $(H_FILES)
format-check:
	@clang-format --dry-run -Werror $(C_FILES) $(H_FILES)
check-fresh:
	@tests/fresh.sh
clean:
	rm -rf $(B)
.SECONDARY:
-include $(shell find $(B) -name '*.d' 2>/dev/null)
