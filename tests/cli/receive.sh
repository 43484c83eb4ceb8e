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

# say OPTIONS… : lines on standard input; the JSON is in $said, refusals and warnings in $told, the acknowledgements in $acks, the exit in $rc.
# Each process begins with the same clock: its own seed keeps the documents' ids apart.
say() {
  local line
  export ZG_SEED=$((ZG_SEED + 1))
  zg receive --json "$@" >"$tmp/all" 2>"$tmp/told"
  rc=$? acks='' said=''
  while IFS= read -r line; do
    if [[ $line = \{* ]]; then said=$line; else acks+=${acks:+|}$line; fi
  done <"$tmp/all"
  told=$(<"$tmp/told")
}
codes() { # the refusals told, in their order
  local rest=$told found=()
  while [[ $rest =~ \{\"error\":\{\"code\":\"([a-z_]+)\"(.*) ]]; do
    found+=("${BASH_REMATCH[1]}")
    rest=${BASH_REMATCH[2]}
  done
  echo "${found[*]}"
}
first() { # the first N words of each acknowledgement
  local n=$1 ack words found=() all
  IFS='|' read -ra all <<<"$acks"
  for ack in "${all[@]}"; do
    read -ra words <<<"$ack"
    found+=("${words[*]:0:n}")
  done
  echo "${found[*]}"
}
draft() { # NAME KEY…: of its first line or, where a line has no such key, of the draft
  local text
  text=$(zg draft "$1" --json)
  shift
  keys "${text#*\"lines\":}" "$@"
}

# ---- blind
say --blind --ack --supplier S1 < <(printf '%s\n5*%s\n# a comment\n\nqty 7\n%s\nundo\n' $apple $apple $case_apple)
same "acknowledgements" "ack 1 1 $apple 1|ack 2 2 $apple 5|ack 5 3 qty 1|ack 6 4 $case_apple 12|ack 7 5 undo -12" "$acks"
same "a draft stays" "0 R-0001 null 1 7" "$rc $(keys "$said" draft number lines units)"
say --draft R-0001 --ack < <(printf 'qty -1\nsomething odd\n@7 damaged 9\n%s\n%s,1,Z1\n%s,1,Z2,09:00\n%s,1,,noon\ndone\n' $bread $bread $bread $bread)
same "refused lines are told, reading goes on, done posts" "1 no no no ack ack ack no ack" "$rc $(first 1)"
same "the number of the line is its sender's" "no 7 damaged" "$(cut -d'|' -f3 <<<"$acks" | cut -d' ' -f1-3)"
same "a zone is told of once" "1" "$(grep -c Z1 <<<"$told")$(grep -o Z2 <<<"$told")"
same "posted" "0412-A-000001 2 10 0 0" "$(keys "$said" number lines units discrepancies parked)"
say --draft R-0001 < <(printf '%s\n' $apple)
same "a scan after posting names the number" "1 draft_posted yes" "$rc $(codes) $([[ $told = *0412-A-000001* ]] && echo yes)"
say --blind --draft odd < <(printf '%s,1,,noon\n0.1234*%s\ndone\n' $apple $apple)
same "a time, a quantity and nothing received" "1 receive_time receive_qty receive_nothing" "$rc $(codes)"

# ---- refusals of the delivery
refused draft_mode zg receive </dev/null
refused draft_none zg receive --draft nope </dev/null
refused expected_none zg receive --asn N9 </dev/null
refused supplier_none zg receive --blind --supplier S9 </dev/null
refused draft_name zg receive --blind --draft '' </dev/null
usage zg receive --blind --asn N1
usage zg receive --order O1 --supplier S1
usage zg receive --wrong

# ---- two orders on one delivery: the earlier due first
say --order O1 --order O2 < <(printf '7*%s\n%s\nshort\ndone\n' $apple $bread)
same "two orders" "0 3 8 1" "$rc $(keys "$said" lines units discrepancies)"
say --order O1 --order O1 < <(printf '9*%s\ndone\n' $apple)
same "the rest of the first order, named twice, and one over" "0 1" "$rc $(keys "$said" discrepancies)"
same "more than is open is told" yes "$([[ $told = *'9 of 8'* ]] && echo yes)"

say --order O1 --order O2 --draft both < <(printf '%s\n' $apple)
say --order O2 --order O1 --draft both < <(printf '%s\n' $apple)
same "the same orders in another order are the same delivery" "0 2" "$rc $(keys "$said" units)"
refused draft_other zg receive --order O1 --draft both </dev/null
refused draft_other zg receive --asn N1 --draft both </dev/null
check "discard it" zg draft both --discard

# ---- an ASN with cartons
say --asn N1 --draft asn < <(printf '%s\n2*%s\n%s\ntotal\ncarton -\ncarton %s damaged\n3*%s\ndamaged\nreason wet\n' 00$box1 $apple $milk $box2 $bread)
same "carton first" 0 $rc
zg draft asn --json >"$tmp/draft"
same "its lines" "A $box1 6 6 0" "$(keys "$(grep '"item":"A"' "$tmp/draft" | sed 's/.*"lines"://')" item carton expected received damaged)"
same "the announced lot" "M L7 2027-03-23" "$(keys "$(grep '"item":"M"' "$tmp/draft")" item lot expiry)"
same "nobody is its maker while there is no staff" "null null" "$(keys "$(zg drafts --json | grep '"name":"asn"')" who in_use_by)"
say --draft asn < <(printf 'done\n')
same "short and damaged" "0 2" "$rc $(keys "$said" discrepancies)"
say --blind --draft wrong --ack < <(printf '00%s\n' $box1)
same "a carton of another delivery" "1 no 1 00$box1" "$rc $(first 3)"

cat >"$tmp/more.csv" <<E
document,line,item,qty,supplier,carton,lot,expiry
N2,1,M,4,S1,369012340000000031,L8,2027-03-24
N2,2,B,4,S1,,,
N2,3,A,2,S1,,,
E
check "another delivery" zg import asns "$tmp/more.csv"
say --asn N2 --draft scanned < <(printf '%s\n%s\ntotal\n' 00369012340000000031 $milk)
zg draft scanned --json >"$tmp/draft"
same "'total' after a scan without a lot goes on with its line" "1 M L8 4 4" \
  "$(grep -o '"item":"M"' "$tmp/draft" | wc -l) $(keys "$(sed 's/.*"item":"M"/"item":"M"/' "$tmp/draft")" item lot expected received)"

# ---- what was taught later answers what was missing
say --draft scanned < <(printf 'carton -\n3*%s\ndone\n' 6930000000028)
number=$(keys "$said" number)
of() { keys "$(zg discrepancy "$number/$1" --json)" found difference state; }
same "three codes wait, bread and apples are missing" "1 0 -4 open 0 -2 open" "$(keys "$said" parked) $(of 3/missing) $(of 4/missing)"
export ZG_SEED=900
check "they were bread" zg teach 6930000000028 B
same "one is still missing" "3 -1 open 0 -2 open" "$(of 3/missing) $(of 4/missing)"
same "taught twice does nothing" "0 0" "$(zg teach 6930000000028 B --json >"$tmp/t"; json 'drafts.#' "$tmp/t") $(json 'documents.#' "$tmp/t")"
same "and says so" 1 "$(zg teach 6930000000028 B | grep -c already)"
same "one document taught it" 1 "$(zg documents --kind teach --json | grep -c '"kind":"teach"')"
export ZG_SEED=901
check "the supplementary receipt is reversed" zg reverse "$(zg document "$number" --json | json children.0)"
same "and all are missing again" "0 -4 open" "$(of 3/missing)"
same "the books are right" true "$(zg check --json | json ok)"

# ---- lots
say --blind --draft lots < <(printf '%s\ndone\nexpiry 2026-13-01\nlot L1\nproduced 2026-11-01\ndone\n' $milk)
same "lots that items ask for" "1 lot_missing scan_line" "$rc $(codes)"
same "posted all the same" "0412-A-000009" "$(keys "$said" number)"

# ---- parked, taught, a supplementary receipt
say --blind --draft parked < <(printf '3*%s\ndone\n' $unknown)
same "posting with a parked code" "0 1" "$rc $(keys "$said" parked)"
say --blind --draft waits < <(printf '2*%s\n' $unknown)
same "parked" "$unknown 3 parked 0412-A-000010" "$(keys "$(zg parked --json)" code qty draft document)"
refused teach_units zg teach $unknown B --units 0
refused item_none zg teach $unknown ZZ
export ZG_SEED=1000
check "teach" zg teach $unknown B --units 4 --json
same "nothing waits any more" "[]" "$(zg parked --json)"
same "the open draft took it over" "B 8" "$(draft waits item received)"
check "discard" zg draft waits --discard
refused draft_discarded zg receive --draft waits </dev/null
refused draft_discarded zg draft waits --discard
refused draft_posted zg draft parked --discard
export ZG_SEED=1100
same "a second holder is told of" yes "$(zg teach $unknown A 2>&1 | grep -q 'A, B' && echo yes)"

# ---- the same line twice, a second seat
say --blind --draft again --ack < <(printf '@1 %s\n@2 %s\n' $apple $bread)
say --draft again --ack < <(printf '@1 %s\n@2 %s\n@3 %s\n' $apple $bread $bread)
same "sent again does nothing" "ack 1 1 $apple 1|ack 2 2 $bread 1|ack 3 3 $bread 1" "$acks"
same "another seat counts for itself" 4 "$(keys "$(printf '@1 %s\ndone\n' $bread | zg --seat other receive --draft again --json)" units)"

# ---- settings
check "set it" zg settings receive.usual 500
same "it is set" 500 "$(keys "$(zg settings receive.usual --json)" value)"
say --blind --draft usual < <(printf '400*%s\n' $apple)
same "usual now" "" "$told"

# ---- staff: from now on a name and a PIN are needed
check "import staff" zg import staff "$tmp/staff.csv"
refused sign_in zg receive --blind </dev/null
own() { env ZHANGGUI_NEW_PIN="$1" "$top/build/test/zhanggui" --db "$DB" --as C02 staff pin "$2" "${@:3}"; }
export ZHANGGUI_PIN=4712
refused pin_change zg --as C02 receive --blind </dev/null
refused pin_same own 4712 C02
check "a PIN of one's own" own 8888 C02
export ZHANGGUI_PIN=8888
refused pin_ask setsid -w "$top/build/test/zhanggui" --db "$DB" --as C02 staff pin C02
same "the clerk receives" 1 "$(keys "$(printf '%s\n' $apple | zg --as C02 receive --blind --draft c --json)" units)"
refused right zg --as C02 teach $unknown B
refused right zg --as C02 audit
refused right own 7777 M01
refused pin_form own 12 C02
refused staff_unknown zg --as C02 staff X99
same "staff" "M01 manager@0412 change" "$(keys "$(zg --as C02 staff M01 --json)" staff roles pin)"
ZHANGGUI_PIN=1234 refused pin_wrong zg --as C02 receive --blind
same "how long to wait" 1 "$(keys "$(<"$tmp/refusal")" wait_s)"
ZG_NOW=2026-11-24T02:00:00.5Z refused pin_wait zg --as C02 receive --blind
ZG_NOW=2026-11-24T02:00:05Z check "after the wait" zg --as C02 drafts
finish
