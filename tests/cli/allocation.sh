#!/bin/bash
# What headquarters allocated, picked and sent; requests asked, changed and taken back.
. "$(dirname "$0")/../lib.sh"

apple=6901234567892 milk=5901234123457
lines() { printf '%s\n' "$@"; }
bring() { printf '%s\n' "${@:2}" >"$tmp/in.csv"; zg import "$1" "$tmp/in.csv" --json; }
counts() { keys "$1" rows new changed same rejected; }
# line N: allocated, shipped and open of the allocation's line N; state: its state.
line() { zg allocation AL-1 --json >"$tmp/al" && echo "$(json lines.$(($1 - 1)).allocated "$tmp/al") $(json lines.$(($1 - 1)).shipped "$tmp/al") $(json lines.$(($1 - 1)).open "$tmp/al")"; }
state() { keys "$(zg document "$1" --json)" state; }

zg init --store 0412 --name River --currency CNY >/dev/null
bring items 'item,name,barcode' "A,Apple,$apple" "M,Milk,$milk" >/dev/null
bring stores 'store,name' '0412,River' '0413,Hill' '0414,Lake' >/dev/null
bring stock 'item,place,qty,cost' 'A,back,40,1.00' 'M,back,20,2.00' >/dev/null

# ---- the file
file=('document,line,item,barcode,qty,store,due' 'AL-1,1,A,,10,0413,2026-11-27' "AL-1,2,,$milk,4,0413,2026-11-27")
refused import_rejected zg import allocations <(lines 'document,item,qty,store' 'AL-1,A,1,0413' 'AL-1,M,1,0414')
same "looked at" "2 2 0 0 0" "$(lines "${file[@]}" >"$tmp/al.csv"; counts "$(zg import allocations "$tmp/al.csv" --check --json)")"
refused expected_none zg allocation AL-1
same "brought in" "2 2 0 0 0" "$(counts "$(bring allocations "${file[@]}")")"
same "the same again" "2 0 0 2 0" "$(counts "$(bring allocations "${file[@]}")")"
same "one line more" "2 0 1 1 0" "$(counts "$(bring allocations "${file[0]}" "${file[1]}" 'AL-1,2,M,,5,0413,2026-11-27')")"
zg export allocations "$tmp/out.csv" >/dev/null
same "the file it gives back is the same" "2 0 0 2 0" "$(counts "$(zg import allocations "$tmp/out.csv" --json)")"
same "line by line" "A 10 0 10 2026-11-27 0413" "$(keys "$(zg allocation AL-1 --json | sed 's/.*"lines"://')" item allocated shipped open due store)"
same "its head" "AL-1 allocation open 0413" "$(keys "$(zg allocation AL-1 --json)" number kind state store)"
same "as a table" "line,item,allocated,shipped,open,due,store" "$(zg allocation AL-1 --csv "$tmp/al.csv"; sed -n 1p "$tmp/al.csv")"
check "for people" grep -q Allocated <(zg --lang en allocation AL-1)
same "as a document" "10 0 10" "$(keys "$(zg document AL-1 --json | sed 's/.*"lines"://')" expected received open)"
same "in the list" "AL-1" "$(zg documents --kind allocation --json | json 0.number)"
bring orders 'document,item,qty' 'PO-1,A,1' >/dev/null
refused expected_none zg allocation PO-1
usage zg allocation
same "nothing of it comes to this store" "null" "$(zg lookup A --json | json 0.expected.0)"

# ---- picked and sent, in two slips
picked=$(lines "6*$apple" done | zg transfer pick AL-1 --json)
same "picking" "picking 1 6" "$(keys "$picked" state lines units)"
same "nothing is shipped yet" "10 0 10" "$(line 1)"
refused import_named zg import undo 4
sent=$(zg transfer dispatch --draft "$(keys "$picked" draft)" --json </dev/null)
first=$(keys "$sent" number)
same "sent" "dispatched 6" "$(keys "$sent" state units)"
same "six of ten" "10 6 4" "$(line 1)"
same "none of five" "5 0 5" "$(line 2)"
same "a part" part "$(state AL-1)"
same "the slip came of it" "AL-1" "$(zg document "$first" --json | json parents.0)"
same "and it knows the slip" "$first" "$(zg document AL-1 --json | json children.0)"
same "below what was sent it cannot go" "2 0 0 1 1" "$(counts "$(zg import allocations <(lines "${file[0]}" 'AL-1,1,A,,5,0413,2026-11-27' 'AL-1,2,M,,5,0413,2026-11-27') --json --skip-bad 2>/dev/null)")"
sent=$(lines "4*$apple" "5*$milk" done | zg transfer dispatch AL-1 --json)
second=$(keys "$sent" number)
same "the rest" "dispatched 2 9" "$(keys "$sent" state lines units)"
same "all of it" "10 10 0|5 5 0|received" "$(line 1)|$(line 2)|$(state AL-1)"
same "nothing is open" "$(lines 1)" "$(lines "$apple" done | zg --lang en transfer pick AL-1 2>&1 >/dev/null | grep -c 'Nothing of it is open')"
zg draft "$(zg drafts --json | json 0.name)" --discard >/dev/null
check "the first is taken back" zg reverse "$first"
same "and is open again" "10 4 6|5 5 0|part" "$(line 1)|$(line 2)|$(state AL-1)"
check "what is called back stays sent" zg transfer cancel "$second" --reason late
same "so says the allocation" "10 4 6" "$(line 1)"
same "the goods of the first are here" "36" "$(zg report stock --item A --place back --json | json 0.qty)"
check "the books are right" zg check

# ---- requests
usage zg request
usage zg request new
usage zg request change
usage zg request nothing
ask=$(lines "10*$apple" done | zg request new --from 0413 --due 2026-11-30 --json)
one=$(keys "$ask" number)
same "asked" "requested 1" "$(keys "$ask" state lines)"
ask=$(lines "12*$apple" "3*$milk" done | zg request change "$one" --json)
two=$(keys "$ask" number)
same "asked otherwise" "requested 2" "$(keys "$ask" state lines)"
same "two requests" 2 "$(zg export events "$tmp/ev" >/dev/null; zg documents --kind request --json | json "#")"
same "the first is changed" "changed $one" "$(state "$one") $(zg document "$two" --json | json parents.0)"
refused transfer_state zg request change "$one" </dev/null
refused document_unknown zg request change none </dev/null
refused request_kind zg request change "$second" </dev/null
refused request_kind zg request cancel "$second"
refused document_unknown zg request cancel none
refused reverse_blocked zg request cancel "$one"
same "taken back" "cancelled" "$(keys "$(zg request cancel "$two" --json)" state)"
same "so the first stands again" "requested" "$(state "$one")"
# Two people change it at once: the later draft finds it changed.
draft=$(keys "$(lines "$milk" | zg request change "$one" --json)" draft)
same "one is done" requested "$(keys "$(lines "2*$milk" done | zg request change "$one" --json)" state)"
same "the other is told" transfer_state "$(lines done | zg transfer request --draft "$draft" --json 2>&1 >/dev/null | sed -n 's/.*"code":"\([a-z_]*\)".*/\1/p')"
check "and the books are right" zg check

# ---- what is refused
refused transfer_sender zg transfer receive 0413-A-000001 </dev/null
refused store_none zg transfer receive 0413-A-000001 --from 0499 </dev/null
refused transfer_kind zg transfer resolve "$one" --correct claim
refused transfer_other zg transfer receive "$first" </dev/null
refused answer_reason zg transfer reject "$one"
refused carton_nowhere zg transfer forward 106141412345678908 --to 0413
refused store_none zg transfer forward 106141412345678908 --to 0499
refused place_none zg move --from roof --to floor < <(lines "$apple" done)
refused document_conversion zg convert --from A < <(lines "2*$apple" done)
# told CODE WORDS… (standard input): a line is refused with it, whatever becomes of the rest.
told() { same "told $1" 1 "$("${@:2}" --json 2>&1 >/dev/null | grep -c "\"code\":\"$1\"")"; }
told "scan_unknown" zg move --from back --to floor < <(lines 4006381333931)
told "scan_word" zg move --from back --to floor < <(lines "$apple" "total")
finish
