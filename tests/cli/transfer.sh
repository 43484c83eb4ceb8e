#!/bin/bash
# Goods between two stores that exchange files of events: asked for, granted, picked, sent, received, put right.
. "$(dirname "$0")/../lib.sh"

apple=6901234567892 milk=5901234123457
a() { DB=$tmp/a.db zg --lang en "$@"; }
b() { DB=$tmp/b.db zg --lang en "$@"; }
printf 'item,name,unit,barcode,track\nA,Apple,pc,%s,\nM,Milk,box,%s,lot\n' $apple $milk >"$tmp/items.csv"
printf 'store,name\n0412,River\n0413,Hill\n0414,Lake\n' >"$tmp/stores.csv"
printf 'item,place,qty,cost,lot,expiry\nA,back,30,1.10,,\nM,back,5,2.00,L2,2026-12-30\nM,back,5,2.00,L1,2026-12-20\n' >"$tmp/stock.csv"
a init --store 0412 --name River --currency CNY >/dev/null
b init --store 0413 --name Hill --currency CNY >/dev/null
for s in a b; do
  $s import items "$tmp/items.csv" >/dev/null
  $s import stores "$tmp/stores.csv" >/dev/null
done
a import stock "$tmp/stock.csv" >/dev/null
meet() { # both have everything of the other, and say it twice
  for n in 1 2; do
    a export events "$tmp/a.ev" && b import events "$tmp/a.ev" && b export events "$tmp/b.ev" && a import events "$tmp/b.ev"
  done >/dev/null
}
lines() { printf '%s\n' "$@"; }
state() { keys "$($1 document "$2" --json)" state; }
# stock WHO: place, lot and quantity of every row, item by item
stock() { $1 report stock --csv - | sed 1d | awk -F, '{print $1, $3, $4 ":" $6}' | sed 's/ :/ /' | paste -sd'|'; }

# ---- the whole way, with a difference that the sender puts right
ask=$(lines "10*$apple" "3*$milk" done | b transfer request --from 0412 --due 2026-11-27 --json)
request=$(keys "$ask" number)
same "a request is asked" "requested 2" "$(keys "$ask" state lines)"
same "its page tells how many of what" "A 10 M 3" "$(b document "$request" --json | json lines.0.item) $(b document "$request" --json | json lines.0.qty) $(b document "$request" --json | json lines.1.item) $(b document "$request" --json | json lines.1.qty)"
meet
refused transfer_whose b transfer approve "$request"
check "the other store grants eight of ten" a transfer approve "$request" --grant 1:8
refused transfer_state a transfer reject "$request" --reason late
same "and the request knows" approved "$(state a "$request")"
picked=$(lines "8*$apple" "3*$milk" done | a transfer pick "$request" --json)
draft=$(keys "$picked" draft)
same "picking keeps a draft" "picking 11" "$(keys "$picked" state units)"
sent=$(a transfer dispatch --draft "$draft" --json </dev/null)
slip=$(keys "$sent" number)
same "that is dispatched" "dispatched 2 11" "$(keys "$sent" state lines units)"
same "the goods are on their way, earliest expiry first" "A back 22|A transit:0413 8|M back L1:2|M back L2:5|M transit:0413 L1:3" "$(stock a)"
meet
same "there too" "A transit:0413 8|M transit:0413 L1:3" "$(stock b)"
refused transfer_other a transfer receive "$slip" </dev/null
got=$(lines "6*$apple" "3*$milk" done | b transfer receive "$slip" --json)
same "two apples lack" "disputed 9 1" "$(keys "$got" state units discrepancies)"
same "which stay in transit" "A back 6|A transit:0413 2|M back L1:3" "$(stock b)"
same "their value is the sender's" "-2.20" "$(b report discrepancies --json | json 0.value)"
meet
same "the sender sees the same difference" "$slip/1/short" "$(a report discrepancies --json | json 0.id)"
refused transfer_whose a transfer resolve "$slip" --correct receipt
usage a transfer resolve "$slip" --correct dice
check "the sender corrects the slip" a transfer resolve "$slip" --correct slip
meet
same "nothing is in transit any more" "A back 24|M back L1:2|M back L2:5" "$(stock a)"
same "at the other end" "A back 6|M back L1:3" "$(stock b)"
same "the transfer is closed" "closed closed" "$(state a "$slip") $(state b "$slip")"
same "and the request with it" "closed closed" "$(state a "$request") $(state b "$request")"

# ---- the receipt before the slip: the cost was a guess and is put right when the slip comes
sent=$(lines "5*$apple" "2*$milk" done | a transfer dispatch --to 0413 --json)
slip=$(keys "$sent" number)
refused scan_word a transfer dispatch --to 0413 <<<"damaged 1"
refused transfer_sender b transfer receive "$slip" </dev/null
got=$(lines "5*$apple" "2*$milk" "lot L1" "expiry 2026-12-20" done | b transfer receive "$slip" --from 0412 --json)
same "it is received, the slip is not here yet" "received 7" "$(keys "$got" state units)"
meet
same "both say verified" "verified verified" "$(state a "$slip") $(state b "$slip")"
same "nothing is in transit" "A back 11|M back L1:5" "$(stock b)"

# ---- a receipt that was taken back leaves its lines open again
sent=$(lines "3*$apple" done | a transfer dispatch --to 0413 --json)
slip=$(keys "$sent" number)
meet
receipt=$(keys "$(lines "3*$apple" done | b transfer receive "$slip" --json)" number)
check "the receipt is taken back" b reverse "$receipt"
same "the goods are on their way again" dispatched "$(state b "$slip")"
again=$(keys "$(b transfer receive "$slip" --json <<<"$apple")" draft)
same "all three are expected again" "3 1" "$(b draft "$again" --json | json lines.0.expected) $(b draft "$again" --json | json lines.0.received)"
check "and are received" b transfer receive "$slip" --draft "$again" <<<"$(lines "2*$apple" done)"
meet
same "as if nothing had been" "verified A back 14" "$(state a "$slip") $(stock b | cut -d'|' -f1)"
check "they go home" b transfer dispatch --to 0412 <<<"$(lines "3*$apple" done)"
meet
check "and are there again" a transfer receive "$(keys "$(a documents --kind transfer --state dispatched --json)" number)" <<<"$(lines "3*$apple" done)"
meet

# ---- called back after it left: a leg of its own that the sender receives where the goods were taken from
sent=$(lines "4*$apple" done | a transfer dispatch --to 0413 --json)
slip=$(keys "$sent" number)
leg=$(keys "$(a transfer cancel "$slip" --reason wrong --json)" number)
same "the slip is cancelled" cancelled "$(state a "$slip")"
same "its goods are on the way back" "A back 15|A transit:0412 4|M back L2:5" "$(stock a)"
check "and are received" a transfer receive "$leg" <<<"$(lines "4*$apple" done)"
same "where they were" "A back 19|M back L2:5" "$(stock a)"

# ---- a request is taken back, or rejected
request=$(keys "$(lines "$apple" done | b transfer request --from 0412 --json)" number)
check "nobody answered yet" b transfer cancel "$request"
same "so it is cancelled" cancelled "$(state b "$request")"
request=$(keys "$(lines "$apple" done | b transfer request --from 0412 --json)" number)
meet
refused answer_reason a transfer reject "$request"
check "rejected" a transfer reject "$request" --reason 'none left'
meet
same "the other store reads it" rejected "$(state b "$request")"
refused request_kind a transfer pick "$slip" --to 0413 </dev/null
refused store_none a transfer dispatch --to 0999 </dev/null
refused transfer_self a transfer dispatch --to 0412 </dev/null
refused carton_nowhere a transfer forward 369012340000000017 --to 0413

# ---- a carton that was brought to the wrong store goes on
sent=$(lines "carton 369012340000000017" "2*$apple" done | a transfer dispatch --to 0414 --json)
slip=$(keys "$sent" number)
meet
leg=$(keys "$(b transfer forward 369012340000000017 --to 0413 --json)" number)
check "it stays here after all" b transfer receive "$leg" <<<"$(lines "2*$apple" done)"
meet
same "the slip says so" forwarded "$(state a "$slip")"
same "and the goods are here" "A back 13|M back L1:5" "$(stock b)"
same "the sender has none on the way" "A back 17|M back L2:5" "$(stock a)"

# ---- what is within the tolerance asks nobody
check "one in a hundred" b settings transfer.tolerance_permille 100
sent=$(lines "10*$apple" done | a transfer dispatch --to 0413 --json)
slip=$(keys "$sent" number)
meet
got=$(lines "9*$apple" done | b transfer receive "$slip" --json)
same "is settled by itself" "verified 0" "$(keys "$got" state discrepancies)"
meet
same "nothing is left on the way" "A back 7|M back L2:5" "$(stock a)"
same "on either side" "A back 22|M back L1:5" "$(stock b)"

# ---- more than is on hand is sent all the same, and is a difference
sent=$(lines "9*$apple" done | a transfer dispatch --to 0413 --json)
same "the slip tells what was there" "beyond_stock,A,7,9" "$(a report discrepancies --csv - | grep beyond_stock | cut -d, -f2,4-6)"
check "the books of one" a check
check "and of the other" b check
finish
