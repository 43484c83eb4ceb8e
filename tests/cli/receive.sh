#!/bin/bash
# receive and its neighbours through the real program: acknowledgements, refusals, drafts, parked codes taught later, two seats, rights and PINs.
. "$(dirname "$0")/../lib.sh"

apple=6901234567892 bread=4006381333931 milk=5901234123457 case_apple=16901234567899 unknown=6930000000011
box1=369012340000000017 box2=369012340000000024
cat >"$tmp/items.csv" <<E
item,name,decimals,track,shelf_life_days,barcode,cost,supplier
A,苹果,0,none,,$apple,1.00,S1
B,面包,0,none,,$bread,,S1
M,牛奶,0,lot,30,$milk,2.50,S1
E
printf 'barcode,item,units,kind\n%s,A,12,case\n' $case_apple >"$tmp/barcodes.csv"
printf 'supplier,name\nS1,Farm\n' >"$tmp/suppliers.csv"
printf 'document,line,item,qty,supplier,due,cost\nO1,1,A,10,S1,2026-11-30,0.90\nO2,1,A,5,S1,2026-11-25,0.80\nO2,2,B,3,S1,2026-11-25,0.70\n' >"$tmp/orders.csv"
cat >"$tmp/asns.csv" <<E
document,line,item,qty,supplier,due,carton,lot,expiry,cost
N1,1,A,6,S1,2026-11-24,$box1,,,1.00
N1,2,M,2,S1,2026-11-24,$box1,L7,2027-03-23,2.40
N1,3,B,4,S1,2026-11-24,$box2,,,0.80
E
printf 'staff,name,roles,pin\nM01,Li,manager@0412,4711\nC02,Wang,clerk@0412,4712\nT03,Zhao,counter@0412,4713\n' >"$tmp/staff.csv"

check "a store" zg init --store 0412 --name Test --currency CNY
for kind in suppliers items barcodes orders asns; do check "import $kind" zg import $kind "$tmp/$kind.csv"; done

# say OPTIONS… : lines on standard input; the JSON is in $tmp/said, refusals and warnings in $tmp/told, the acknowledgements in $tmp/acks.
# Each process begins with the same clock: its own seed keeps the documents' ids apart.
say() {
  export ZG_SEED=$((ZG_SEED + 1))
  zg receive --json "$@" >"$tmp/all" 2>"$tmp/told"
  rc=$?
  grep -v '^{' "$tmp/all" >"$tmp/acks"
  grep '^{' "$tmp/all" >"$tmp/said"
}
told() { grep -o '"code":"[^"]*"' "$tmp/told" | cut -d'"' -f4 | paste -sd' '; }

# ---- blind
say --blind --ack --supplier S1 < <(printf '%s\n5*%s\n# a comment\n\nqty 7\n%s\nundo\n' $apple $apple $case_apple)
same "acknowledgements" "ack 1 1 $apple 1
ack 2 2 $apple 5
ack 5 3 qty 1
ack 6 4 $case_apple 12
ack 7 5 undo -12" "$(cat "$tmp/acks")"
same "a draft stays" "0 R-0001 null 1 7" "$rc $(json draft "$tmp/said") $(json number "$tmp/said") $(json lines "$tmp/said") $(json units "$tmp/said")"
say --draft R-0001 --ack < <(printf 'qty 0\nsomething odd\n@7 damaged 9\n%s\ndone\n' $bread)
same "refused lines are told, reading goes on, done posts" "1 no no no ack ack" "$rc $(cut -d' ' -f1 "$tmp/acks" | paste -sd' ')"
same "the number of the line is its sender's" "no 7 damaged" "$(sed -n 3p "$tmp/acks" | cut -d' ' -f1-3)"
same "posted" "0412-A-000001 2 8 0 0" "$(json number "$tmp/said") $(json lines "$tmp/said") $(json units "$tmp/said") $(json discrepancies "$tmp/said") $(json parked "$tmp/said")"
say --draft R-0001 < <(printf '%s\n' $apple)
same "a scan after posting names the number" "1 draft_posted 0412-A-000001" "$rc $(told) $(grep -o '0412-A-000001' "$tmp/told" | head -1)"

# ---- refusals of the delivery
refused draft_mode zg receive </dev/null
refused draft_none zg receive --draft nope </dev/null
refused expected_none zg receive --asn N9 </dev/null
refused expected_none zg receive --order O9 </dev/null
refused supplier_none zg receive --blind --supplier S9 </dev/null
refused draft_name zg receive --blind --draft '' </dev/null
usage zg receive --blind --asn N1
usage zg receive --order O1 --supplier S1
usage zg receive --wrong
refused draft_none zg draft nope
say --blind --draft none < <(echo done)
same "done with nothing received" "1 receive_nothing" "$rc $(told)"

# ---- two orders on one delivery: the earlier due first
say --order O1 --order O2 < <(printf '7*%s\n%s\nshort\ndone\n' $apple $bread)
same "two orders" "0 3 8 1" "$rc $(json lines "$tmp/said") $(json units "$tmp/said") $(json discrepancies "$tmp/said")"
say --order O1 < <(printf '8*%s\ndone\n' $apple)
same "the rest of the first order" "0 0" "$rc $(json discrepancies "$tmp/said")"

# ---- an ASN with cartons
say --asn N1 --draft asn < <(printf '%s\n2*%s\n%s\ntotal\ncarton -\ncarton %s damaged\n3*%s\ndamaged\nreason wet\n' 00$box1 $apple $milk $box2 $bread)
same "carton first" 0 $rc
zg draft asn --json >"$tmp/draft"
same "its lines" "A $box1 6 6 0" "$(for k in item carton expected received damaged; do json lines.0.$k "$tmp/draft"; done | paste -sd' ')"
same "the announced lot" "M L7 2027-03-23" "$(for k in item lot expiry; do json lines.1.$k "$tmp/draft"; done | paste -sd' ')"
same "drafts" "asn" "$(zg drafts --json | tr '{' '\n' | grep -o '"name":"asn"' | cut -d'"' -f4)"
say --draft asn < <(printf 'done\n')
same "short and damaged" "0 2" "$rc $(json discrepancies "$tmp/said")"
say --blind --draft wrong --ack < <(printf '00%s\n' $box1)
same "a carton of another delivery" "1 no 1 00$box1" "$rc $(cut -d' ' -f1-3 "$tmp/acks")"

# ---- lots
say --blind --draft lots < <(printf '%s\ndone\nexpiry 2026-13-01\nlot L1\nproduced 2026-11-01\ndone\n' $milk)
same "lots that items ask for" "1 lot_missing scan_line" "$rc $(told)"
same "posted all the same" "0412-A-000005" "$(json number "$tmp/said")"

# ---- parked, taught, a supplementary receipt
say --blind --draft parked < <(printf '3*%s\ndone\n' $unknown)
same "posting with a parked code" "0 1" "$rc $(json parked "$tmp/said")"
say --blind --draft waits < <(printf '2*%s\n' $unknown)
same "parked" "$unknown 3 parked 0412-A-000006" "$(zg parked --json >"$tmp/p"; for k in code qty draft document; do json 0.$k "$tmp/p"; done | paste -sd' ')"
refused teach_units zg teach $unknown B --units 0
refused item_none zg teach $unknown ZZ
export ZG_SEED=1000
check "teach" zg teach $unknown B --units 4 --json
same "nothing waits any more" 0 "$(zg parked --json | json '#')"
same "the open draft took it over" "B 8" "$(zg draft waits --json >"$tmp/d"; json lines.0.item "$tmp/d") $(json lines.0.received "$tmp/d")"
check "discard" zg draft waits --discard
refused draft_discarded zg receive --draft waits </dev/null
refused draft_discarded zg draft waits --discard
refused draft_posted zg draft parked --discard

# ---- the same line twice, a second seat
say --blind --draft again --ack < <(printf '@1 %s\n@2 %s\n' $apple $bread)
say --draft again --ack < <(printf '@1 %s\n@2 %s\n@3 %s\n' $apple $bread $bread)
same "sent again does nothing" "ack 1 1 $apple 1|ack 2 2 $bread 1|ack 3 3 $bread 1" "$(paste -sd'|' "$tmp/acks")"
printf '@1 %s\ndone\n' $bread | zg --seat other receive --draft again --json >"$tmp/said"
same "another seat counts for itself" 4 "$(json units "$tmp/said")"

# ---- settings
same "a setting" 99 "$(zg settings receive.usual --json | json 0.value)"
check "set it" zg settings receive.usual 500
same "it is set" 500 "$(zg settings receive.usual --json | json 0.value)"
say --blind --draft usual < <(printf '400*%s\n' $apple)
same "usual now" "" "$(cat "$tmp/told")"

# ---- staff: from now on a name and a PIN are needed
check "import staff" zg import staff "$tmp/staff.csv"
refused sign_in zg receive --blind </dev/null
export ZHANGGUI_PIN=4712
refused pin_change zg --as C02 receive --blind </dev/null
check "a PIN of one's own" env ZHANGGUI_NEW_PIN=8888 "$top/build/test/zhanggui" --db "$DB" --as C02 staff pin C02
export ZHANGGUI_PIN=8888
printf '%s\n' $apple | zg --as C02 receive --blind --draft c --json >"$tmp/said"
same "the clerk receives" 1 "$(json units "$tmp/said")"
refused right zg --as C02 teach $unknown B
refused right zg --as C02 audit
refused right env ZHANGGUI_NEW_PIN=7777 "$top/build/test/zhanggui" --db "$DB" --as C02 staff pin M01
refused pin_form env ZHANGGUI_NEW_PIN=12 "$top/build/test/zhanggui" --db "$DB" --as C02 staff pin C02
refused staff_unknown zg --as C02 staff X99
same "staff" "M01 manager@0412 change" "$(zg --as C02 staff M01 --json >"$tmp/s"; for k in staff roles pin; do json 0.$k "$tmp/s"; done | paste -sd' ')"
ZHANGGUI_PIN=1234 refused pin_wrong zg --as C02 receive --blind
same "how long to wait" 1 "$(json error.wait_s "$tmp/refusal")"
ZG_NOW=2026-11-24T02:00:00.5Z refused pin_wait zg --as C02 receive --blind
ZG_NOW=2026-11-24T02:00:05Z check "after the wait" zg --as C02 drafts
finish
