#!/bin/bash
# Each fuzzer looks for FUZZ_SECONDS (60) for inputs its corpus does not have. What breaks it is printed as base64 on the last line.
. "$(dirname "$0")/../lib.sh"
engine() { # engine NAME
  mkdir -p "$tmp/$1"
  "build/fuzz/fuzz_$1" -max_total_time="${FUZZ_SECONDS:-60}" -max_len=4096 -rss_limit_mb=2048 -timeout=10 -artifact_prefix="$tmp/" -verbosity=0 \
    "$tmp/$1" "tests/fuzz/corpus/$1"
}
check "the fuzzers are built" make -s fuzz
for f in tests/fuzz/fuzz_*.c; do
  name=$(basename "${f#*fuzz_}" .c)
  check "nothing breaks $name" engine "$name"
done
finish
