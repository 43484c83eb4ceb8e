#!/bin/bash
# clang-tidy with the static analyzer on, on Debian 12's version.
. "$(dirname "$0")/../lib.sh"
case $(clang-tidy --version) in
*"version 14."*) check "the analyzer finds nothing" make -s analyze ;;
*) result 0 "another version finds other things" ;;
esac
finish
