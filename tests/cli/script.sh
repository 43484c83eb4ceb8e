#!/bin/bash
# The screens without a terminal: --script plays keys, text, scans and pastes and writes down what would be seen.
. "$(dirname "$0")/../lib.sh"
zg init --demo --json >"$tmp/demo.json"
ZHANGGUI_PIN=$(json staff.0.pin "$tmp/demo.json")
export ZHANGGUI_PIN
play() { # play LANGUAGE STEP…: what the steps write
  printf '%s\n' "${@:2}" >"$tmp/script"
  zg --lang "$1" --as lin --script "$tmp/script"
}
refused_script() {
  printf '%s\n' "$@" >"$tmp/script"
  refused script zg --as lin --script "$tmp/script"
}
has() { grep -qF -- "$1" <<<"$seen"; }

seen=$(play en "# the dock" "key r" "key Enter" "scan 6951105000058" "text 7" "key Enter" "" "dump -")
check "a number after a scan is its quantity" has "7 / 20"
check "the cursor is told" has "cursor "
same "24 lines and the cursor" 25 "$(wc -l <<<"$seen")"
same "it is in the books of the delivery" 7 "$(zg --as lin draft R-0001 --json | json units)"
seen=$(play zh "key r" "size 132x43" "dump -")
check "in Chinese" has "到货"
same "as large as asked" 44 "$(wc -l <<<"$seen")"
seen=$(play en "key r" "key b" "paste S02" "dump -" "key Esc" "key Esc" "scan 6951105000058" "wait" "dump $tmp/shot")
check "what is pasted stands in the field" has "S02"
check "a picture goes to a file" grep -q "6951105000058" "$tmp/shot"
seen=$(play en "size 60x10" "dump -")
check "too small is said" has "This needs 80x24; the window has 60x10."
for step in "key F99" "press F1" "size 80" "size 0x0" "size 80x24x1" "size 9999x24"; do refused_script "key r" "$step"; done
refused file_read zg --as lin --script "$tmp/none"
finish
