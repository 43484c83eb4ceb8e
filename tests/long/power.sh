#!/bin/bash
# Every cut, every full disk and every failing read of tests/kill/test_power.c, each with the whole rest of the history after it.
. "$(dirname "$0")/../lib.sh"
export POWER=all
check "power, space and reads lost at every place" build/tests/kill/test_power
finish
