#!/bin/bash
# Goods that move otherwise than by trade: adjusted, lent, moved, converted, returned; and taken back.
. "$(dirname "$0")/../lib.sh"

apple=6901234567892 case=4006381333931 milk=5901234123457 cup=4012345678901
zg init --store 0412 --name River --currency CNY >/dev/null
printf 'item,name,unit,barcode,track\nA,Apple,pc,%s,\nC,Case of apples,case,%s,\nM,Milk,box,%s,lot\nY,Yoghurt,cup,%s,lot\n' $apple $case $milk $cup >"$tmp/items.csv"
printf 'item,place,qty,cost,lot,expiry\nA,floor,30,1.10,,\nC,back,4,12.00,,\nM,back,2,2.00,L2,2026-12-30\nM,back,3,2.00,L1,2026-12-20\n' >"$tmp/stock.csv"
printf 'supplier,name\nS1,Farm\n' >"$tmp/suppliers.csv"
for kind in items stock suppliers; do zg import $kind "$tmp/$kind.csv" >/dev/null; done
lines() { printf '%s\n' "$@"; }
stock() { zg report stock --csv - | sed 1d | awk -F, '{print $1, $3, $4 ":" $6}' | sed 's/ :/ /' | paste -sd'|'; }
number() { keys "$1" number; }
before=$(stock)
same "what there is" "A floor 30|C back 4|M back L1:3|M back L2:2" "$before"

# ---- adjustments
usage zg adjust --kind dance --reason r
usage zg adjust --kind scrap
damaged=$(lines "-2*$apple" done | zg adjust --kind damage --reason broken --json)
same "damage lowers what can be sold, whatever the sign" "A damaged 2|A floor 28" "$(stock | cut -d'|' -f1,2)"
refused scan_word zg adjust --kind scrap --reason old <<<"total"
refused scan_unknown zg adjust --kind scrap --reason old <<<"6999999999994"
refused document_empty zg adjust --kind scrap --reason old <<<"done"
refused document_head zg adjust --kind consumption --reason cleaning <<<"$(lines "$apple" done)"
refused place_none zg adjust --kind scrap --reason old --place moon <<<"$(lines "$apple" done)"
used=$(lines "3*$apple" done | zg adjust --kind consumption --reason cleaning --by Chen --json)
lost=$(lines "-4*$apple" "1*$case" done | zg adjust --kind misc --reason mixed --json)
same "misc goes both ways" "A damaged 2|A floor 21|C back 4|C floor 1" "$(stock | cut -d'|' -f1-4)"
same "milk goes earliest expiry first" "M back L2:1" "$(lines "4*$milk" done | zg adjust --kind scrap --reason old --place back >/dev/null && stock | cut -d'|' -f5)"

# ---- loans
lent=$(number "$(lines "5*$apple" done | zg adjust --kind out --reason show --by Li --due 2026-12-01 --json)")
same "they are lent" on_loan "$(keys "$(zg document "$lent" --json)" state)"
check "two come back" zg adjust --kind in --reason show --by Li --of "$lent" <<<"$(lines "2*$apple" done)"
same "not all" part_returned "$(keys "$(zg document "$lent" --json)" state)"
back=$(number "$(lines "3*$apple" done | zg adjust --kind in --reason show --by Li --of "$lent" --json)")
same "now all" returned "$(keys "$(zg document "$lent" --json)" state)"
refused reverse_blocked zg reverse "$lent"
check "the last return is taken back" zg reverse "$back"
same "so some are out again" part_returned "$(keys "$(zg document "$lent" --json)" state)"

# ---- from place to place, into other goods, to the supplier
usage zg move --from floor
refused scan_word zg move --from floor --to back <<<"driver Wang"
refused document_head zg move --from floor --to floor <<<"$(lines "$apple" done)"
moved=$(number "$(lines "4*$apple" done | zg move --from floor --to back --json)")
same "on another place" "A back 4|A damaged 2|A floor 14" "$(stock | cut -d'|' -f1-3)"
check "and back" zg reverse "$moved"
same "as before" "A damaged 2|A floor 18" "$(stock | cut -d'|' -f1,2)"
refused document_conversion zg convert --from C <<<"$(lines "$case" done)"
refused convert_item zg convert --from C --to M <<<"$(lines "$case" "12*$apple" done)"
made=$(lines "$case" "12*$apple" done | zg convert --from C --to A --json)
same "a case is twelve apples" "A back 12|A damaged 2|A floor 18|C back 3" "$(stock | cut -d'|' -f1-4)"
same "worth what the case was" "12.00 12.00" "$(zg document "$(number "$made")" --json | json lines.0.value) $(zg document "$(number "$made")" --json | json lines.1.value)"
refused supplier_none zg return --supplier S9 --reason bad <<<"$(lines "$case" done)"
sent=$(number "$(lines "$case" done | zg return --supplier S1 --reason bad --json)")
same "it leaves to the supplier" "supplier" "$(zg document "$sent" --json | json lines.0.to)"
refused document_parent zg return --supplier S1 --reason bad --receipt "$sent" <<<"$(lines "$case" done)"

# ---- a second person above the limit
printf 'staff,name,roles,pin\nboss,Boss,manager,1234\nlee,Lee,manager;approver,4321\n' >"$tmp/staff.csv"
zg import staff "$tmp/staff.csv" >/dev/null
for s in boss lee; do
  pin=$(sed -n "s/^$s,.*,//p" "$tmp/staff.csv")
  ZHANGGUI_PIN=$pin ZHANGGUI_NEW_PIN=${pin}9 zg --as $s staff pin $s >/dev/null
done
export ZHANGGUI_PIN=12349 ZHANGGUI_APPROVE_PIN=43219
check "a limit" zg --as boss settings approve.adjust_value 5
refused approve_needed zg --as boss adjust --kind scrap --reason old <<<"$(lines "9*$apple" done)"
check "with a second person" zg --as boss adjust --kind scrap --reason old --approve lee <<<"$(lines "9*$apple" done)"
same "both names are kept" "boss lee" "$(keys "$(zg --as boss audit --json | tail -c 400)" who approved_by)"
check "the books" zg check

# ---- what leaves in two lots leaves at the moving average, and the last piece takes what is left of it
printf 'item,place,qty,cost,lot,expiry\nY,back,1,1.00,Y1,2026-12-20\nY,back,2,0.50,Y2,2026-12-30\n' >"$tmp/more.csv"
zg --as boss import stock "$tmp/more.csv" >/dev/null
gone=$(zg --as boss document "$(number "$(lines "3*$cup" done | zg --as boss adjust --kind scrap --reason old --place back --json)")" --json)
same "two lots at one average, to the cent" "Y1 0.67 Y2 1.33" \
  "$(json lines.0.lot <<<"$gone") $(json lines.0.value <<<"$gone") $(json lines.1.lot <<<"$gone") $(json lines.1.value <<<"$gone")"
check "the books are still right" zg check
finish
