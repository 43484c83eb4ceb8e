#!/bin/bash
# The demo store: made whole, its PINs open it, its codes are valid, its deliveries can be received.
. "$(dirname "$0")/../lib.sh"

zg init --demo --json >"$tmp/demo.json"
result $? "init --demo"
same "the store" 0412 "$(json store "$tmp/demo.json")"
same "five people" 5 "$(json staff.# "$tmp/demo.json")"
same "three orders" 3 "$(json orders.# "$tmp/demo.json")"
same "two deliveries" 2 "$(json asns.# "$tmp/demo.json")"
same "its manager first" manager "$(json staff.0.roles "$tmp/demo.json")"
manager=$(json staff.0.staff "$tmp/demo.json")
ZHANGGUI_PIN=$(json staff.0.pin "$tmp/demo.json")
export ZHANGGUI_PIN
as() { zg --as "$manager" "$@"; }

check "the PIN opens it" as staff
as report stock --all --json >"$tmp/stock.json"
json 0.value "$tmp/stock.json" | grep -qE '^[0-9]+\.[0-9]{2}$'
result $? "stock has a value for the manager"
same "and none for others" null "$(zg report stock --json | json 0.value)"
movement=$(as report movement --json)
same "opening stock is counted" "$(json 0.counted <<<"$movement")" "$(json 0.closing <<<"$movement")"

# Every barcode of the catalogue explains itself without a problem.
as export barcodes "$tmp/barcodes.csv" >/dev/null
result $? "barcodes exported"
[ "$(wc -l <"$tmp/barcodes.csv")" -gt 300 ]
result $? "more than 300 barcodes"
for code in $(sed 1d "$tmp/barcodes.csv" | cut -d, -f1 | tr -d '"' | sed -n '1~40p'); do
  zg explain "$code" --json >"$tmp/explain.json"
  same "$code has no problem" null "$(json problem "$tmp/explain.json")"
  [ "$(json item "$tmp/explain.json")" != null ]
  result $? "$code names an item"
done

# A scale code: prefix 22, five digits of the item.
weighed=$(zg lookup 苹果 --json | json 0.item)
same "an apple's code has five digits" 5 "${#weighed}"

# Both deliveries are there with eight lines each: nothing scanned, all of it is missing.
for asn in 0 1; do
  number=$(json asns.$asn "$tmp/demo.json")
  export ZG_SEED=$((asn + 7)) # or both receipts would get the same id
  echo done | as receive --asn "$number" --json >"$tmp/receipt.json"
  result $? "receive $number"
  json number "$tmp/receipt.json" | grep -q '^0412-'
  result $? "$number became a receipt"
  same "$number: eight lines missing" 8 "$(json discrepancies "$tmp/receipt.json")"
done
as report discrepancies --json >"$tmp/missing.json"
same "discrepancies are listed" 16 "$(json '#' "$tmp/missing.json")"
same "as missing" missing "$(json 0.kind "$tmp/missing.json")"

export ZG_SEED=1
# The same seed makes the same store; another one other PINs.
rm -rf "$DB"*
echo 0 >"$tmp/calls"
same "deterministic" "$(cat "$tmp/demo.json")" "$(zg init --demo --json)"
rm -rf "$DB"*
[ "$(cat "$tmp/demo.json")" != "$(ZG_SEED=2 zg init --demo --json)" ]
result $? "other PINs from another seed"
rm -rf "$DB"*
check "a small one for people" zg init --demo --items 60
[ "$(zg lookup 1 --json | json '#')" -gt 10 ]
result $? "it can be searched"
usage zg init --demo --items 5
usage zg init --store X --name X --currency CNY --items 100
finish
