#!/bin/bash
# What the tools say: clang-tidy, clang-format, cppcheck, each on Debian 12's version (the next one finds other things: then nothing is counted here).
. "$(dirname "$0")/../lib.sh"
gated() { # gated TOOL VERSION
  "$1" --version | grep -qF "$2"
}
columns() { # what clang-format cannot break: comments. A text of SQL or JSON in a test may be as long as it is
  ! LC_ALL=C.UTF-8 grep -anE '^.{141,}' $(find src config db ui printers tests -name '*.[ch]' 2>/dev/null) | grep -avE '^[^:]*:[0-9]+: *(L?"|#define .*\\$)' |
    grep -aoE '^[^:]*:[0-9]+' | grep .
}
make() { command make -s -k -j"$(nproc)" "$@"; }

check "no line is over 140 columns" columns
check "clang compiles everything without a warning" make clang
! gated clang-tidy 14. || check "clang-tidy finds nothing" make tidy
! gated clang-format 14. || check "clang-format would change nothing (else: make format)" make format-check
! gated cppcheck 2.10 || check "cppcheck finds nothing" make cppcheck
finish
