#!/bin/bash
# Documents from the command line: shown, listed, reversed, settled, proved, copied, sent as events.
. "$(dirname "$0")/../lib.sh"
step() { ZG_SEED=$((ZG_SEED + 1)); } # each process has its own luck

usage zg init --store S1
# The head of a database of some other program: page size 4096, schema cookie 1, no application id.
{ printf 'SQLite format 3\0\20\0\1\1\0\100\40\40'; head -c 16 /dev/zero; printf '\0\0\0\1'; head -c 4052 /dev/zero; } >"$DB"
refused database_foreign zg init --store S1 --name One --currency CNY
same "nothing appears beside a foreign file" store.db "$(ls "$tmp" | grep '^store.db')"
rm "$DB"
check "a store is made" zg init --store S1 --name One --currency CNY --timezone Asia/Shanghai
refused store_exists zg init --store S1 --name One --currency CNY
printf 'item,name,unit,barcode\nA,Apple,个,6901234567892\nB,Bread,个,6901234567809\n' >"$tmp/items.csv"
step
check "items come in" zg import items "$tmp/items.csv"
printf 'document,line,item,qty\nN1,1,A,10\nN1,2,B,5\n' >"$tmp/asns.csv"
step
check "and a delivery is announced" zg import asns "$tmp/asns.csv"
same "it is a document too" "asn open 2 10" "$(zg document N1 --json >"$tmp/d"; echo "$(json kind "$tmp/d") $(json state "$tmp/d") $(json 'lines.#' "$tmp/d") $(json lines.0.open "$tmp/d")")"

step
printf '7*6901234567892\ndamaged 1\ndone\n' | zg receive --asn N1 --json >"$tmp/r"
same "it is received" "S1-A-000001 3" "$(json number "$tmp/r") $(json discrepancies "$tmp/r")"
zg document S1-A-000001 --flow --json >"$tmp/d"
same "the receipt says where the goods went" "6 supplier back 1 supplier damaged N1" \
  "$(for n in 0 1; do echo "$(json lines.$n.qty "$tmp/d") $(json lines.$n.from "$tmp/d") $(json lines.$n.to "$tmp/d")"; done | paste -sd' ') $(json parents.0 "$tmp/d")"
same "the delivery knows its receipt" S1-A-000001 "$(zg document N1 --json | json children.0)"
check "for people too" zg document S1-A-000001 --flow
refused document_unknown zg document NONE

same "what was announced and came stands there too, once a line" "10 7 1 null" \
  "$(for k in 0.expected 0.received 0.damaged 1.expected; do v=$(json lines.$k "$tmp/d"); echo "${v:-null}"; done | paste -sd' ')"
same "a line that did not come is there" "2 B 0 null 5 0" \
  "$(for k in line item qty from expected received; do v=$(json lines.2.$k "$tmp/d"); echo "${v:-null}"; done | paste -sd' ')"
same "by its id too" S1-A-000001 "$(zg document "$(json document "$tmp/d")" --json | json number)"
refused document_unknown zg document 00000000-0000-7000-8000-000000000000
same "and in a table" 3 "$(zg document S1-A-000001 --csv "$tmp/lines.csv" && tail -n +2 "$tmp/lines.csv" | grep -c ,)"
step
printf '999999\ndone\n' | zg receive --blind --draft parked --json >"$tmp/p"
same "a parked code is a line" "999999 1 0 null" "$(zg document "$(json number "$tmp/p")" --json >"$tmp/d"; for k in code received qty item; do v=$(json lines.0.$k "$tmp/d"); echo "${v:-null}"; done | paste -sd' ')"

id=S1-A-000001/1/short
same "with its document's id and number" "$(zg documents --kind receipt --json | json 0.document) ${id%%/*}" \
  "$(zg discrepancy $id --json >"$tmp/d"; echo "$(json document "$tmp/d") $(json number "$tmp/d")")"
same "a discrepancy is shown" "short 10 7 -3 open" "$(zg discrepancy $id --json >"$tmp/d"; for k in kind expected found difference state; do json $k "$tmp/d"; done | paste -sd' ')"
refused discrepancy_reason zg discrepancy $id --close
step
check "and closed" zg discrepancy $id --close --reason credit
refused discrepancy_closed zg discrepancy $id --note late
refused discrepancy_unknown zg discrepancy S1-A-000009/1/short
refused staff_unknown zg discrepancy S1-A-000001/1/damaged --owner NOBODY

same "a preview changes nothing" "null 2 7" "$(zg reverse S1-A-000001 --preview --json >"$tmp/d"; n=$(json number "$tmp/d"); echo "${n:-null} $(json lines "$tmp/d") $(json units "$tmp/d")")"
refused number_form zg reverse S1-A-000001 --lines x
refused reverse_line zg reverse S1-A-000001 --lines 9
step
same "a line is reversed" S1-A-000001 "$(zg reverse S1-A-000001 --lines 2 --json | json reverses)"
step
check "and the rest" zg reverse S1-A-000001 --reason wrong
refused reverse_blocked zg reverse S1-A-000001
same "the blocker is named" already_reversed "$(zg reverse S1-A-000001 --preview --json | json blockers.0.why)"
same "the list knows all of them" "2 2 1" "$(for k in receipt reversal asn; do zg documents --kind $k --json | json '#'; done | paste -sd' ')"
same "by item" 3 "$(zg documents --item A --json | json '#')"
zg documents >"$tmp/list"
same "a list fits a narrow screen" "" "$(awk 'length > 80' "$tmp/list")"
same "with the time of the day" 10:00 "$(grep -o -m1 '  1[0-9]:[0-9][0-9]  ' "$tmp/list" | tr -d ' ' | sed 's/:.*/:00/')"
usage zg documents --kind reciept
refused item_unknown zg documents --item nothing
refused day_form zg documents --from yesterday

printf 'document,line,item,qty\nO1,1,A,10\n' >"$tmp/orders.csv"
printf 'document,line,order,item,qty\nN5,1,O1,A,4\n' >"$tmp/more.csv"
check "an order" zg import orders "$tmp/orders.csv"
check "a delivery that answers it" zg import asns "$tmp/more.csv"
step
printf '4*6901234567892\ndone\n' | zg receive --asn N5 --json >"$tmp/r"
number=$(json number "$tmp/r")
flow() { zg document "$1" --flow --json >"$tmp/d"; for n in 0 1 2 3; do json flow.$n.number "$tmp/d"; done | grep -v null | paste -sd' '; }
same "the flow of an order has its deliveries and what came of them" "O1 N5 $number" "$(flow O1)"
same "a delivery's has its order" "O1 N5 $number" "$(flow N5)"
same "a receipt's too" "O1 N5 $number" "$(flow "$number")"
same "the order's child, the delivery's parent" "N5 O1" "$(zg document O1 --json | json children.0) $(zg document N5 --json | json parents.0)"
check "for people" zg document O1 --flow

same "the books are right" true "$(zg check --json | json ok)"
check "said in words" zg check
step
check "repair has nothing to do" zg check --repair

check "a backup" zg backup "$tmp/copy"
zg audit --json >"$tmp/a"
same "a backup is written down" "1 $tmp/copy" "$(grep -c '"action":"backup"' "$tmp/a") $(grep '"action":"backup"' "$tmp/a" | sed 's/.*"object":"\([^"]*\)".*/\1/')"
step
printf '6901234567892\ndone\n' | zg receive --blind --json >"$tmp/r"
check "events go out" zg export events "$tmp/events"
refused events_after zg export events "$tmp/events2" --after nonsense
same "and are known" "0 0" "$(zg import events "$tmp/events" --json >"$tmp/d"; echo "$(json new "$tmp/d") $(json parked "$tmp/d")")"
step
check "the backup is put back" zg restore "$tmp/copy"
step
same "and gets what it missed" 1 "$(zg import events "$tmp/events" --json | json new)"
step
same "under its next letter" S1-B-000001 "$(printf '6901234567892\ndone\n' | zg receive --blind --json | json number)"
same "the books are right" true "$(zg check --json | json ok)"
head -c 100 "$tmp/events" >"$tmp/cut"
refused events_file zg import events "$tmp/cut"

# ---- another store's documents
here=$DB
DB=$tmp/other.db
step
check "another store" zg init --store S2 --name Two --currency CNY --timezone Asia/Shanghai
check "its items" zg import items "$tmp/items.csv"
sed 's/^N1/P1/' "$tmp/asns.csv" >"$tmp/p.csv"
check "its delivery" zg import asns "$tmp/p.csv"
step
printf '7*6901234567892\ndamaged 1\ndone\n' | zg receive --asn P1 --json >"$tmp/r"
step
check "one is settled there" zg discrepancy S2-A-000001/1/short --close --reason credit
check "its events go out" zg export events "$tmp/two"
zg document S2-A-000001 --json >"$tmp/there"
DB=$here
printf 'store,name\nS2,Two\n' >"$tmp/stores.csv"
check "it is known here" zg import stores "$tmp/stores.csv"
check "they come in" zg import events "$tmp/two"
zg document S2-A-000001 --json >"$tmp/here"
same "the document reads the same at both" "$(cat "$tmp/there")" "$(cat "$tmp/here")"
same "with its quantities and discrepancies" "6 back 1 damaged S2-A-000001/1/short closed S2-A-000001/1/damaged open" \
  "$(for k in lines.0.qty lines.0.to lines.1.qty lines.1.to discrepancies.0.id discrepancies.0.state discrepancies.1.id discrepancies.1.state; do json $k "$tmp/here"; done | paste -sd' ')"
check "for people" zg document S2-A-000001
same "its goods do not count here" "" "$(zg report discrepancies --json | grep S2)"
same "the books are right" true "$(zg check --json | json ok)"

# ---- approval: with staff, a reversal above the limit takes a second person
DB=$tmp/approve.db
step
check "another store" zg init --store S1 --name One --currency CNY --timezone Asia/Shanghai
printf 'item,name,unit,cost\nA,Apple,个,2.00\n' >"$tmp/items.csv"
step
check "its items" zg import items "$tmp/items.csv"
step
printf '8*A\ndone\n' | zg receive --blind --json >"$tmp/r"
number=$(json number "$tmp/r")
check "a limit" zg settings approve.reverse_value 10
printf 'staff,name,roles,pin\nM1,Mei,manager;approver,1111\nM2,Min,manager,2222\nA1,An,approver,3333\n' >"$tmp/staff.csv"
step
check "staff" zg import staff "$tmp/staff.csv"
for who in M1:1111:1112 M2:2222:2223 A1:3333:3334; do
  IFS=: read -r name old new <<<"$who"
  step
  ZHANGGUI_PIN=$old ZHANGGUI_NEW_PIN=$new check "$name has a PIN of one's own" zg --as "$name" staff pin "$name"
done
export ZHANGGUI_PIN=1112
refused approve_needed zg --as M1 reverse "$number"
ZHANGGUI_APPROVE_PIN=1112 refused approve_self zg --as M1 --approve M1 reverse "$number"
ZHANGGUI_APPROVE_PIN=2223 refused right zg --as M1 --approve M2 reverse "$number"
ZHANGGUI_APPROVE_PIN=9999 refused pin_wrong zg --as M1 --approve A1 reverse "$number"
same "nothing was done" posted "$(zg --as M1 document "$number" --json | json state)"
export ZG_NOW=2026-11-24T02:10:00Z
step
ZHANGGUI_APPROVE_PIN=3334 zg --as M1 --approve A1 reverse "$number" --json >"$tmp/r"
same "an approver lets it through" "$number" "$(json reverses "$tmp/r")"
same "both names stand on it" "M1 A1" "$(zg --as M1 document "$(json number "$tmp/r")" --json >"$tmp/d"; echo "$(json by "$tmp/d") $(json approved_by "$tmp/d")")"
same "and in the audit, with what was approved" "M1 A1 approve *: 16.00 *: 0.00" \
  "$(zg --as M1 audit --document "$number" --person A1 --json >"$tmp/a"; for k in who approved_by action old new; do json 0.$k "$tmp/a"; done | paste -sd' ')"
same "the posting has both names too" "M1 A1 post" \
  "$(zg --as M1 audit --document "$(json number "$tmp/r")" --json >"$tmp/a"; for k in who approved_by action; do json 0.$k "$tmp/a"; done | paste -sd' ')"
unset ZHANGGUI_PIN

# A page of rubbish anywhere in the file: check says so in words, or finds nothing there; it never dies.
pages=$(($(wc -c <"$tmp/copy") / 4096)) refusals=0 other=0 DB=$tmp/rubbish.db
for ((page = 1; page < pages; page += 5)); do
  cp "$tmp/copy" "$DB" && rm -f "$DB"-*
  head -c 4096 /dev/zero | tr '\0' '\377' | dd of="$DB" bs=4096 seek=$page conv=notrunc status=none
  step
  zg check --json >"$tmp/r" 2>&1
  case $? in 0) ;; 1) refusals=$((refusals + 1)) ;; *) other=$((other + 1)) ;; esac
done
[ $refusals -gt 0 ] && [ $other = 0 ]
result $? "a damaged file is told, page by page" "$refusals refused, $other died of $pages pages: $(cat "$tmp/r")"

DB=$tmp/practice.db
step
same "a store for practice" practice "$(zg init --practice --json | json mode)"
finish
