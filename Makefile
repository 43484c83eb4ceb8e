# Zhanggui. `make run` and `make check` install what is missing (config/packages.txt) first.
CC ?= gcc
B := build
PKGS := sqlite3 libsodium jansson zlib
WARN := -Wall -Wextra -Wshadow -Wconversion -Wformat=2 -Wstrict-prototypes -Wmissing-prototypes -Wvla -Werror
CFLAGS ?= -O2 -g
ALL_CFLAGS := -std=gnu11 $(WARN) -I. -D_GNU_SOURCE -DSQLITE_ENABLE_SESSION -DSQLITE_ENABLE_PREUPDATE_HOOK $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
LIBS := $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lcsv -liniparser

SRC := $(filter-out src/main_%.c,$(wildcard src/*/*.c config/*.c db/*.c))
OBJ := $(SRC:%.c=$(B)/obj/%.o) $(B)/obj/schema.o
TOBJ := $(SRC:%.c=$(B)/asan/%.o) $(B)/obj/schema.o
TESTS := $(patsubst tests/%.c,$(B)/tests/%,$(wildcard tests/unit/*/test_*.c))
SAN := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer

.PHONY: all test clean
all: $(B)/zhanggui
$(B)/zhanggui: $(OBJ) $(B)/obj/src/main_zhanggui.o
	$(CC) $(CFLAGS) -o $@ $^ $(LIBS)
$(B)/test/zhanggui: $(TOBJ) $(B)/asan/src/main_zhanggui.o
	@mkdir -p $(@D)
	$(CC) $(SAN) -o $@ $^ $(LIBS)
# The numbered schema files as C strings, in order.
$(B)/schema.c: $(sort $(wildcard db/schema/*.sql)) Makefile
	@mkdir -p $(@D)
	@{ echo 'extern const char *const db_schema[]; extern const int db_schema_count;'; echo 'const char *const db_schema[] = {'; \
	for f in $(sort $(wildcard db/schema/*.sql)); do sed 's/[\\"]/\\&/g; s/.*/"&\\n"/' $$f; echo ','; done; \
	echo '}; const int db_schema_count = sizeof db_schema / sizeof db_schema[0];'; } >$@
$(B)/obj/schema.o: $(B)/schema.c
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -c -o $@ $<
$(B)/obj/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<
$(B)/asan/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -O1 -g $(SAN) -DZG_TEST -MMD -MP -c -o $@ $<
$(B)/tests/%: $(B)/asan/tests/%.o $(TOBJ)
	@mkdir -p $(@D)
	$(CC) $(SAN) -o $@ $^ $(LIBS) -lcmocka
test: $(TESTS)
	@for t in $(TESTS); do echo "== $$t"; $$t || exit 1; done
clean:
	rm -rf $(B)
.SECONDARY:
-include $(shell find $(B) -name '*.d' 2>/dev/null)
