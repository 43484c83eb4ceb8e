#!/bin/bash
# The unit tests once more under valgrind, on a build without sanitizers: reads of memory never written, which the sanitizers do not see.
. "$(dirname "$0")/../lib.sh"
check "the tests are built without sanitizers" make -s -j"$(nproc)" plain
for program in build/plain/unit/*/test_*; do
  case $program in *.o | *.d) continue ;; esac
  check "$program" valgrind -q --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite "$program"
done
finish
