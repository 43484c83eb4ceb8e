#!/bin/bash
# Small breaks that must each turn `make test` red: tests/mutants/*.patch, whose first line says what is broken. Each goes into a copy of the tree with a
# build of its own; the tests of the rooms it breaks run first. MUTANTS='ledger-*' takes some of them.
. "$(dirname "$0")/../lib.sh"
tree=$tmp/tree rest=$tmp/rest
command -v ccache >/dev/null && cc='ccache gcc' || cc=gcc
mkdir "$tree" "$rest"
copied() { tar -cf - --exclude=./build --exclude=./.git . | tar -xf - -C "$tree"; }
# A mutant may never end, and leaves what it likes.
run() { (cd "$tree" && TMPDIR=$rest RUN_TIMEOUT=300 tests/run.sh "$@"); }
build() { make -s -C "$tree" -j"$(nproc)" CC="$cc" "$@"; }
# The test programs of the rooms a patch touches; the others.
programs() {
  local rooms all
  rooms=$(sed -nE 's,^--- a/(src/)?([a-z]+)/.*,\2,p' "$1" | sort -u | paste -sd'|')
  all=$(make -s -C "$tree" quick)
  near=$(grep -E "^build/tests/unit/($rooms)/" <<<"$all")
  far=$(grep -vE "^build/tests/unit/($rooms)/" <<<"$all")
}
# red PATCH: 0 when the tests are, 1 when they are not, 2 when it cannot be told.
red() {
  local near far
  patch -s -f -p1 -d "$tree" <"$1" || return 2
  programs "$1"
  if [ -n "$near" ]; then
    build $near || return 2
    run $near || return 0
  fi
  build $far || return 2
  ! run $far
}
check "the tree is copied" copied
check "the copy is built" build test-build
check "the copy passes without a mutant" run $(make -s -C "$tree" quick)
for patch in tests/mutants/${MUTANTS:-*}.patch; do
  said=$(red "$patch" 2>&1)
  case $? in
  0) result 0 "$(basename "$patch" .patch): $(head -1 "$patch")" ;;
  1) result 1 "$(basename "$patch" .patch) survives: $(head -1 "$patch")" "$(tail -1 <<<"$said")" ;;
  *) result 1 "$(basename "$patch" .patch) no longer applies or builds" "$said" ;;
  esac
  patch -s -f -R -p1 -d "$tree" <"$patch" >/dev/null 2>&1
done
finish
