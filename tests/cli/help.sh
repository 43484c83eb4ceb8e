#!/bin/bash
# What the program says of itself: every command in `help`, each with its usage; wrong words give status 2 and the usage.
. "$(dirname "$0")/../lib.sh"

zg help >"$tmp/help"
result $? "help"
each() {
  local name
  while read -r name; do
    grep -q "^  $name " "$tmp/help" || { echo "$name is not listed"; return 1; }
    zg help "$name" | head -1 | grep -q "^zhanggui $name" || { echo "$name has no usage"; return 1; }
    zg "$name" --help | head -1 | grep -q "^zhanggui $name" || { echo "$name --help"; return 1; }
  done < <(sed -nE 's/^COMMAND\([a-z_]+, "([a-z]+)".*/\1/p' src/cli/commands.def)
}
check "every command says what it does" each
same "in Chinese too" "$(wc -l <"$tmp/help")" "$(zg --lang zh help | wc -l)"
zg --lang zh help | grep -q '收货'
result $? "in Chinese words"
usage zg nothing
refused terminal zg
refused database_none zg status
zg init --store 0412 --name Riverside --currency CNY >/dev/null
usage zg status --nothing
usage zg status now
usage zg receive --asn
finish
