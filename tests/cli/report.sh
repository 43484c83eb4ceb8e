#!/bin/bash
# Reports from the command line: formats, dates, groupings, who sees values.
. "$(dirname "$0")/../lib.sh"

zg init --store 0412 --name Test --currency CNY --timezone Asia/Shanghai >/dev/null
result $? "init"
printf 'item,name,category,cost\nA,Apple,fruit,1.00\nB,=Bread,bakery,2.50\n' >"$tmp/items.csv"
check "items" zg import items "$tmp/items.csv"
printf 'item,qty,place\nA,3,floor\nA,1,back\nB,2,floor\n' >"$tmp/stock.csv"
check "opening stock" zg import stock "$tmp/stock.csv"

same "stock as CSV" "item,name,place,lot,expiry,qty,value
A,Apple,back,,,1,1.00
A,Apple,floor,,,3,3.00
B,'=Bread,floor,,,2,5.00" "$(zg report stock --csv - | cut -d, -f1-7)"
zg report stock --csv "$tmp/stock.out"
same "the same into a file" "$(zg report stock --csv -)" "$(cat "$tmp/stock.out")"
same "movement of today" "A 0 4 4 4.00" "$(zg report movement --csv - | sed -n 2p | awk -F, '{print $1,$3,$11,$12,$22}')"
same "tomorrow it is the opening" "A 4 0 4" "$(zg report movement --from 2026-11-25 --to 2026-11-26 --csv - | sed -n 2p | awk -F, '{print $1,$3,$11,$12}')"
same "before, nothing" "[]" "$(zg report movement --from 2026-11-01 --to 2026-11-24 --json)"
same "but all with --all" 2 "$(zg report movement --from 2026-11-01 --to 2026-11-24 --all --json | json '#')"
same "by category" "bakery fruit" "$(zg report movement --by category --csv - | sed 1d | cut -d, -f1 | paste -sd' ')"
same "by place" "back 1 floor 5" "$(zg report movement --by place --csv - | sed 1d | awk -F, '{print $1,$12}' | paste -sd' ')"
same "stock of one item" "A A" "$(zg report stock --item A --csv - | sed 1d | cut -d, -f1 | paste -sd' ')"
same "stock of one place, each with its part of the value" "3,3.00 2,5.00" "$(zg report stock --place floor --csv - | sed 1d | cut -d, -f6,7 | paste -sd' ')"
same "movement of one item" "A 4" "$(zg report movement --item A --csv - | sed 1d | awk -F, '{print $1,$12}' | paste -sd' ')"
same "movement at one place" "A 3 B 2" "$(zg report movement --place floor --csv - | sed 1d | awk -F, '{print $1,$12}' | paste -sd' ')"
same "movement of one item at one place by place" "back 1" "$(zg report movement --place back --item A --by place --csv - | sed 1d | awk -F, '{print $1,$12}')"
same "discrepancies of one item" "[]" "$(zg report discrepancies --item A --json)"
refused item_unknown zg report stock --item nothing
refused place_unknown zg report stock --place nowhere
usage zg report stock --from 2026-11-24
usage zg report stock --by item
usage zg report discrepancies --place floor
same "no discrepancies" "[]" "$(zg report discrepancies --json)"
check "for people" zg report stock

refused day_form zg report movement --from tomorrow
refused report_period zg report movement --from 2026-11-24 --to 2026-11-24
refused report_by zg report movement --by colour
refused file_write zg report stock --csv "$tmp/no/such/folder.csv"
usage zg report
usage zg report nothing
usage zg report stock --from

# Once there is staff, values are the manager's.
printf 'staff,name,roles,pin\nlin,Lin,manager,2468\nchen,Chen,clerk,1357\n' >"$tmp/staff.csv"
check "staff" zg import staff "$tmp/staff.csv"
same "nobody sees no value" null "$(zg report stock --json | json 0.value)"
same "nor in movement" null "$(zg report movement --json | json 0.closing_value)"
same "quantities stay" 1 "$(zg report stock --json | json 0.qty)"
finish
