#!/bin/bash
# lookup, explain and status on a small store whose rows stand here.
. "$(dirname "$0")/../lib.sh"

zg init --store 0412 --name Test --currency CNY --timezone Asia/Shanghai >/dev/null
result $? "init"
cat >"$tmp/items.csv" <<'CSV'
item,name,name_en,unit,decimals,barcode,price,member_price,cost
1001,重庆牛肉干,Beef Jerky,袋,0,6901234567892,12.50,11.80,7.00
00242,红苹果,Red Apples,kg,3,,9.90,,5.00
K-7,可口汽水 330ml,Soda,瓶,0,4006381333931,3.00,,1.50
CSV
check "items" zg import items "$tmp/items.csv"
printf 'barcode,item,units,kind\n16901234567899,1001,12,case\n' >"$tmp/barcodes.csv"
check "a case code" zg import barcodes "$tmp/barcodes.csv"
check "scale codes" zg settings instore.22 "5 5 weight 3"
printf 'item,qty,place\n1001,8,floor\n1001,12,back\n' >"$tmp/stock.csv"
check "opening stock" zg import stock "$tmp/stock.csv"

finds() { same "lookup $1" "$2" "$(zg lookup "$1" --json | json 0.item)"; }
finds 1001 1001
finds 6901234567892 1001
finds 16901234567899 1001           # the case
finds '(01)06901234567892' 1001
finds ']C1010690123456789217270101' 1001
finds 2200242004554 00242           # 0.455 kg on the scale
finds 牛 1001
finds cqnrg 1001
finds zqn 1001
finds 'BEEF jer' 1001
finds soda K-7
finds k-7 K-7
same "several words" 1001 "$(zg lookup 牛肉 beef --json | json 0.item)"
zg lookup 1001 >"$tmp/people"
same "of one item people see barcodes" "Barcodes: 06901234567892, 16901234567899" "$(grep Barcodes "$tmp/people" | sed 's/: 6901/: 06901/')"
same "where it lies" "Back room 12 Sales floor 8" "$(awk '/^Place/ {on = 1; next} !NF {on = 0} on {$1 = $1; print}' "$tmp/people" | paste -sd' ')"
same "and its last moves" 2 "$(grep -c 'opening.*Count difference' "$tmp/people")"
same "of several only the rows" "" "$(zg lookup 0 | grep Barcodes)"
same "a code no item has" "4012345678901 is a valid GTIN, but no item here has it." "$(zg lookup 4012345678901)"
same "that is no refusal" 0 $?
same "a wrong check digit" 1 "$(zg lookup 4012345678902 | grep -c 'check digit of 4012345678902 is wrong: it should be 1')"
same "a carton" 1 "$(zg lookup '(00)106141412345678908' | grep -c SSCC)"
same "a scale code of no item" 1 "$(zg lookup 2299999004556 | grep -c 99999)"
same "a word nobody has" "Nothing here has 'qqq' in its code, barcodes or names." "$(zg lookup qqq)"
same "programs get it as a warning" 1 "$(zg lookup 4012345678901 --json 2>&1 >/dev/null | grep -c '"warning".*GTIN')"
check "help as everywhere" zg --help
same "version" "zhanggui 0.1" "$(zg --version)"
same "nothing" "[]" "$(zg lookup 没有这个 --json)"

zg lookup 1001 --json >"$tmp/l.json"
same "price" 12.50 "$(json 0.price "$tmp/l.json")"
same "member price" 11.80 "$(json 0.member_price "$tmp/l.json")"
same "no price is absent" null "$(zg lookup 00242 --json | json 0.member_price)"
same "two barcodes" 2 "$(json 0.barcodes.# "$tmp/l.json")"
same "two places" 2 "$(json 0.stock.# "$tmp/l.json")"
same "the first is back" back "$(json 0.stock.0.place "$tmp/l.json")"
same "with twelve" 12 "$(json 0.stock.0.qty "$tmp/l.json")"
same "two moves" 2 "$(json 0.last_moves.# "$tmp/l.json")"
same "moves come from the count" count "$(json 0.last_moves.0.from "$tmp/l.json")"
same "no other store" 0 "$(json 0.elsewhere.# "$tmp/l.json")"
same "costs are not shown" 0 "$(grep -c cost "$tmp/l.json")"
same "people see what is on hand" 1 "$(zg lookup 1001 | grep -c '12.50 .* 20$')"

explain() { same "explain $1: $2" "$3" "$(zg explain "$1" --json | json "$2")"; }
explain 6901234567892 kind gtin
explain 6901234567892 item 1001
explain 6901234567892 units 1
explain 16901234567899 kind case
explain 16901234567899 units 12
explain 2200242004554 kind instore
explain 2200242004554 item 00242
explain 2200242004554 qty 0.455
explain ']C1010690123456789217270101' kind gs1
explain ']C1010690123456789217270101' expiry 2027-01-01
explain 4006381333931 item K-7
explain 4006381333930 item null
zg explain 4006381333930 --json | json problem | grep -q 'should be 1'
result $? "a wrong check digit is said"

zg status --json >"$tmp/s.json"
same "status: store" 0412 "$(json store "$tmp/s.json")"
same "status: one document waits" 1 "$(json pending "$tmp/s.json")"
same "status: origin" 32 "$(json origin "$tmp/s.json" | tr -d '\n' | wc -c)"
same "status: schema" 3 "$(json schema "$tmp/s.json")"
same "status: no contact yet" null "$(json last_contact "$tmp/s.json")"
check "status for people" zg status
usage zg lookup
usage zg lookup ''
usage zg explain
usage zg status now
finish
