#!/bin/bash
# The runner and the words of the shell tests are honest: what died, left something behind or said too little has failed.
. "$(dirname "$0")/../lib.sh"

fake() { # fake NAME: a test program out of standard input
  { echo '#!/bin/bash'; cat; } >"$tmp/$1"
  chmod +x "$tmp/$1"
}
counts() { # counts EXPECTED PROGRAM…: the runner's last line; its status must agree with it
  local expected=$1 out rc
  shift
  out=$(RUN_TIMEOUT="${limit:-60}" tests/run.sh "${@/#/$tmp/}")
  rc=$?
  same "counted for $*: $expected" "$expected" "$(tail -n 1 <<<"$out")"
  [ $rc = $([[ $expected == *' 0 failed' ]] && echo 0 || echo 1) ]
  result $? "and its exit status agrees" "exit status $rc"
}

fake good <<<'echo 1..2; echo "ok 1 - a"; echo "ok 2 - b"'
fake bad <<<'echo 1..2; echo "ok 1 - a"; echo "not ok 2 - b"; exit 1'
fake died <<<'echo 1..3; echo "ok 1 - a"; kill -SEGV $$'
fake mute <<<'echo "ok 1 - a"'
fake unsure <<<'echo 1..1; echo "ok 1 - a"; exit 3'
fake left <<<'echo 1..1; echo "ok 1 - a"; touch "$TMPDIR/x"'
fake more <<<'echo 1..1; echo "ok 1 - a"; echo "ok 2 - b"'
fake skipped <<<"echo 1..1; echo 'ok 1 # S""KIP a'"
fake hangs <<<'echo 1..1; read -r <><(:)'
fake groups <<<'echo 1..1; echo "ok 1 - a"; echo 1..2; echo "ok 1 - b"; echo "ok 2 - c"'

counts "2 passed, 0 failed" good
counts "1 passed, 1 failed" bad
counts "1 passed, 2 failed" died
counts "1 passed, 1 failed" mute
counts "1 passed, 1 failed" unsure
counts "1 passed, 1 failed" left
counts "2 passed, 1 failed" more
counts "0 passed, 1 failed" skipped
limit=1 counts "0 passed, 1 failed" hangs
counts "3 passed, 0 failed" groups
counts "6 passed, 5 failed" good bad died mute left
same "what failed is shown" "not ok 2 - b" "$(tests/run.sh "$tmp/bad" | grep '^not ok')"

# lib.sh: a script of it that fails, refuses wrongly or ends early is seen.
script() { fake "$1" < <(echo ". '$top/tests/lib.sh'"; cat); }
script fails <<<'check "no" false; same "differ" 1 2; check "yes" true; finish'
script early <<<'check "yes" true; exit 0'
script refuses <<<'no() { echo "{\"error\":{\"code\":\"disk_full\"}}" >&2; return 1; }
no2() { no; return 2; }
refused disk_full no; refused other no; refused disk_full no2; usage no2; usage no; finish'
counts "1 passed, 2 failed" fails
counts "1 passed, 1 failed" early
counts "2 passed, 3 failed" refuses

# jsget
printf '{"a":[{"n":9007199254740993,"t":"x y"},true,null],"o":{},"b":false}' >"$tmp/j"
same "a large integer is exact" 9007199254740993 "$(json a.0.n "$tmp/j")"
same "a text" "x y" "$(json a.0.t "$tmp/j")"
same "true" true "$(json a.1 "$tmp/j")"
same "false" false "$(json b <"$tmp/j")"
same "null" null "$(json a.2 "$tmp/j")"
same "absent" null "$(json o.zz "$tmp/j")"
same "a count" 3 "$(json 'a.#' "$tmp/j")"
same "an object" object "$(json o "$tmp/j")"
same "an array" array "$(json a "$tmp/j")"
finish
