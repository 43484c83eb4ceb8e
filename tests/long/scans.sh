#!/bin/bash
# Ten thousand scans on the screens, mixed with keys and as a flood: tests/screen/test_scans.c, whole.
cd "$(dirname "$0")/../.." || exit 2
SCANS=10000 exec build/tests/screen/test_scans
