#!/bin/bash
# The idle lock: after so many minutes without a key the PIN is asked for again, and everything is where it was; another person starts anew.
. "$(dirname "$0")/../lib.sh"
printf '[screen]\nlock_minutes = 10\n' >"$tmp/machine.ini"
shows() { # shows NAME TEXT DUMP: the text stands in it
  [[ $3 == *"$2"* ]]
  result $? "$1" "$3"
}
hides() {
  [[ $3 != *"$2"* ]]
  result $? "$1" "$3"
}
pins=$(zg init --demo)
pin=$(awk '$1 == "lin" { print $NF }' <<<"$pins")
script() {
  printf '%s\n' "$@" >"$tmp/script"
  ZHANGGUI_PIN=$pin zg --config "$tmp/machine.ini" --lang en --as lin --script "$tmp/script"
}

out=$(script 'key /' 'text sp' 'pass 9' 'dump -')
hides "nine minutes lock nothing" "Locked" "$out"
shows "what was found stands there" "Spicy" "$out"
out=$(script 'pass 10' 'dump -')
shows "ten minutes do" "Locked" "$out"
hides "and hide what was there" "Spicy" "$out"
out=$(script 'pass 10' "text $pin" 'key Enter' 'dump -')
hides "the right one opens it" "Locked" "$out"
shows "with what was typed" "Spicy" "$out"
out=$(script 'key Esc' 'key Esc' 'key r' 'key Enter' 'scan 6951105000058' 'pass 10' 'scan 6951105000058' 'dump -' "text $pin" 'key Enter' 'dump -')
shows "a scan waits" "Scans waiting until this is answered: 1." "$out"
shows "and counts when the same person is back" "+1: 2 of" "$out"
out=$(script 'key F12' 'key Esc' 'pass 10' 'key C-o' 'dump -')
shows "another person signs in anew" "PIN of" "$out"
hides "from the list of names" "Locked" "$out"
out=$(script 'pass 10' 'text 0' 'key Enter' 'key F12' 'key Esc' 'dump -')
shows "a wrong PIN and the keys of everywhere lead nowhere" "Locked" "$out"
finish
