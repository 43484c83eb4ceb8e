#!/bin/bash
# Runs test programs and sums up: tests/run.sh PROGRAM… Each prints TAP (a plan 1..N, "ok", "not ok"); cmocka is told to.
# A program that died counts as its plan less what was ok; one that left files in its TMPDIR has failed. Builds nothing.
# The last line is "N passed, N failed"; the exit status is 1 when anything failed. RUN_JOBS programs run at a time.
set -u
cd "$(dirname "$0")/.." || exit 2
top=$PWD
root=$(mktemp -d "${TMPDIR:-/tmp}/zhanggui-tests.XXXXXX") || exit 2
trap 'rm -rf "$root"' EXIT

# Nothing of the user's own settings may be seen or touched, and a failure reads the same everywhere.
unset "${!ZHANGGUI_@}" "${!ZG_@}" "${!LC_@}" LANGUAGE XDG_DATA_HOME XDG_CONFIG_HOME
export LANG=C.UTF-8 TZ=UTC CMOCKA_MESSAGE_OUTPUT=tap top
export ASAN_OPTIONS=handle_segv=2:detect_leaks=1:abort_on_error=0 UBSAN_OPTIONS=print_stacktrace=1
[ -n "${MAKEFLAGS+x}" ] && unset MAKEFLAGS MAKELEVEL

one() {
  local program=$1 root=$2 out
  out=$root/$(printf '%s' "$program" | tr / _)
  mkdir "$out" "$out/tmp" "$out/home"
  local begin=${EPOCHREALTIME/./}
  { TMPDIR=$out/tmp HOME=$out/home timeout -k 5 "${RUN_TIMEOUT:-900}" "$program" >"$out/tap" 2>&1 </dev/null; } 2>/dev/null
  echo $? >"$out/rc"
  echo $(((${EPOCHREALTIME/./} - begin) / 1000)) >"$out/ms"
}
export -f one
printf '%s\0' "$@" | xargs -0 -P "${RUN_JOBS:-$(nproc)}" -I{} bash -c 'one "$0" "$1"' {} "$root"

passed=0 failed=0
for program; do
  out=$root/$(printf '%s' "$program" | tr / _)
  plan=$(sed -n 's/^1\.\.\([0-9][0-9]*\).*/\1/p' "$out/tap" | paste -sd+)
  ok=$(grep '^ok ' "$out/tap" | grep -vci '# skip')
  rc=$(cat "$out/rc")
  bad=$((${plan:-0} - ok))
  left=$(cd "$out/tmp" && find . -mindepth 1 | head -5)
  why=
  [ -n "$plan" ] || why="no plan was printed"
  [ "$rc" != 124 ] || why="it took longer than ${RUN_TIMEOUT:-900} s"
  [ "$rc" = 0 ] || why=${why:-"exit status $rc"}
  [ -z "$left" ] || why=${why:-"left behind: $left"}
  [ "$bad" -gt 0 ] || [ -z "$why" ] || bad=1
  [ "$bad" -ge 0 ] || { why="more tests than the plan said" bad=1; }
  passed=$((passed + ok)) failed=$((failed + bad))
  if [ "$bad" -gt 0 ]; then
    printf '== %s: %d of %d failed%s\n' "$program" "$bad" $((ok + bad)) "${why:+ ($why)}"
    grep -v -e '^ok ' -e '^1\.\.' "$out/tap" | head -n "${RUN_LINES:-80}"
  elif [ -n "${RUN_VERBOSE:-}" ]; then
    printf '%6d ms %4d  %s\n' "$(cat "$out/ms")" "$ok" "$program"
  fi
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
