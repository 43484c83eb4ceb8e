#!/bin/bash
# Small breaks that must each turn `make test` red: tests/mutants/*.patch, whose first line says what is broken. Each goes into a copy of the tree with a
# build of its own; the tests it most likely turns red run first, and one red one is enough. MUTANTS='db-* ledger-cost*' takes some of them.
. "$(dirname "$0")/../lib.sh"
tree=$tmp/tree rest=$tmp/rest
command -v ccache >/dev/null && cc='ccache gcc' || cc=gcc
mkdir "$tree" "$rest"
copied() { tar -cf - --exclude=./build --exclude=./.git . | tar -xf - -C "$tree"; }
# A mutant may never end, and leaves what it likes.
run() { (cd "$tree" && TMPDIR=$rest RUN_TIMEOUT=300 tests/run.sh "$@"); }
build() { make -s -C "$tree" -j"$(nproc)" CC="$cc" "$@"; }
# likely PATCH: test programs, the most likely first: named like a file of the patch, of its rooms, the others.
likely() {
  local room stem near=
  while read -r room stem; do near+="^build/tests/unit/$room/test_${stem%%_*}"$'\n'"^build/tests/unit/$room/"$'\n'; done < \
    <(sed -nE 's,^--- a/(src/)?([a-z]+)/(.*/)?([a-z0-9_]+)\..*,\2 \4,p' "$1")
  { while read -r stem; do [ -z "$stem" ] || grep -E "$stem" "$tmp/all"; done <<<"$near"; cat "$tmp/all"; } | awk '!seen[$0]++'
}
# red PATCH: 0 when a test is, 1 when none is, 2 when it cannot be told.
red() {
  local programs some
  patch -s -f -p1 -d "$tree" <"$1" || return 2
  mapfile -t programs < <(likely "$1")
  while [ ${#programs[@]} -gt 0 ]; do
    some=("${programs[@]:0:2}") programs=("${programs[@]:2}")
    build "${some[@]}" || return 2
    run "${some[@]}" || return 0
  done
  return 1
}
check "the tree is copied" copied
check "the copy is built" build test-build
make -s -C "$tree" quick >"$tmp/all"
check "the copy passes without a mutant" run $(<"$tmp/all")
for patch in $(cd tests/mutants && for p in ${MUTANTS:-*}; do ls $p.patch; done); do
  said=$(red "tests/mutants/$patch" 2>&1)
  case $? in
  0) result 0 "${patch%.patch}: $(head -1 "tests/mutants/$patch")" ;;
  1) result 1 "${patch%.patch} survives: $(head -1 "tests/mutants/$patch")" ;;
  *) result 1 "${patch%.patch} no longer applies or builds" "$said" ;;
  esac
  patch -s -f -R -p1 -d "$tree" <"tests/mutants/$patch" >/dev/null 2>&1
done
finish
