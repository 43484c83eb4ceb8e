# The few words of our shell tests; each begins with `. "$(dirname "$0")/../lib.sh"` and ends with `finish`. Prints TAP for tests/run.sh.
# Gives: $tmp (a fresh directory, removed at the end), $DB, zg, check, refused, usage, json, keys, finish. Works from the top of the tree.
set -u
top=${top:-$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)}
cd "$top" || exit 2
tmp=$(mktemp -d "${TMPDIR:-/tmp}/zg.XXXXXX") || exit 2
trap 'rm -rf "$tmp"' EXIT
DB=$tmp/store.db
count=0 failures=0

# The test build's clock begins here at each call and moves 1 ms a look; set ZG_NOW to travel. Its random bytes come from the seed and the number of
# the call (kept in a file: a call may stand in a subshell), so that no two processes make the same ids.
export ZG_NOW=2026-11-24T02:00:00Z ZG_SEED=1
echo 0 >"$tmp/calls"
zg() {
  local calls
  read -r calls <"$tmp/calls"
  echo $((calls + 1)) >"$tmp/calls"
  ZG_SEED=$ZG_SEED.$calls "$top/build/test/zhanggui" --db "$DB" "$@"
}

result() { # result STATUS NAME [what to show when it failed]
  count=$((count + 1))
  if [ "$1" = 0 ]; then
    echo "ok $count - $2"
  else
    failures=$((failures + 1))
    echo "not ok $count - $2"
    [ -z "${3:-}" ] || printf '%s\n' "$3" | head -40 | sed 's/^/# /'
  fi
}
# check NAME COMMAND…: it must succeed; what it printed is shown when it did not.
check() {
  local name=$1 out rc
  shift
  out=$("$@" 2>&1)
  rc=$?
  result $rc "$name" "$* gave $rc: $out"
}
# same NAME EXPECTED FOUND
same() {
  [ "$2" = "$3" ]
  result $? "$1" "expected: $2
found:    $3"
}
# refused CODE COMMAND…: with --json added it must be refused (exit 1), with that error code in the JSON on standard error.
refused() {
  local code=$1 out rc found=
  shift
  out=$("$@" --json 2>"$tmp/refusal")
  rc=$?
  [[ $(<"$tmp/refusal") =~ \{\"error\":\{\"code\":\"([a-z_]+)\" ]] && found=${BASH_REMATCH[1]}
  [ $rc = 1 ] && [ "$found" = "$code" ]
  result $? "refused $code: $*" "gave $rc, code '$found': $out $(cat "$tmp/refusal")"
}
# usage COMMAND…: it must be wrong usage (exit 2).
usage() {
  local out rc
  out=$("$@" 2>&1)
  rc=$?
  [ $rc = 2 ]
  result $? "wrong usage: $*" "gave $rc: $out"
}
# json PATH [FILE]: one value out of a JSON text (standard input without FILE): json lines.0.qty; "name.#" counts an array; absent is null.
json() { "$top/build/tests/jsget" "$@"; }
# keys TEXT KEY…: the first value of each key in a JSON text, without a process for each; absent is -.
keys() {
  local text=$1 key found=()
  shift
  for key in "$@"; do
    [[ $text =~ \"$key\":(\"([^\"]*)\"|[^],}\"]*) ]] && found+=("${BASH_REMATCH[2]:-${BASH_REMATCH[1]}}") || found+=(-)
  done
  echo "${found[*]}"
}
finish() {
  echo "1..$count"
  [ $failures = 0 ]
  exit
}
