#!/bin/bash
# The screens without a terminal, where what they leave behind can be looked at: the first start, settings, imports, reports into files.
. "$(dirname "$0")/../lib.sh"
: >"$tmp/machine.ini"
export TMPDIR=$tmp
# script STEPS: played in English; prints what was dumped.
script() {
  printf '%s\n' "$@" >"$tmp/script"
  zg --config "$tmp/machine.ini" --lang en --script "$tmp/script"
}
shows() { # shows NAME TEXT DUMP: the text stands in it
  [[ $3 == *"$2"* ]]
  result $? "$1" "$3"
}
setting() { sed -n "s/^$1 = \"\(.*\)\"$/\1/p" "$tmp/machine.ini"; }

# ---- the first start
out=$(script 'key Enter' 'key Enter' 'text 0412' 'key Enter' 'text 江滨店' 'key Enter' 'text QQQ' 'key F2' 'dump -')
shows "a currency that does not exist is refused on its page" "This currency is not known." "$out"
out=$(script 'key Enter' 'key Down' 'key Down' 'key Enter' 'key Esc' 'dump -')
shows "the page before keeps its answer" "> A practice store" "$(sed 's/▌/>/' <<<"$out")"
same "nothing was made so far" "" "$(ls "$tmp" | grep '^store')"
out=$(script 'key Enter' 'key Enter' 'text 0412' 'key Enter' 'text 江滨店' 'key Enter' 'text EUR' 'key Enter' 'text Europe/Berlin' 'key Enter' 'key Enter' \
  'text ]E06901234567892' 'key Enter' 'dump -' 'key Enter' 'key Enter' 'wait' 'dump -')
shows "the scanner test tells the bytes" "5D 45 30 36 39 30 31" "$out"
shows "and what they mean" "EAN-13   GTIN 06901234567892" "$out"
shows "then the first page of the owner" "Deliveries" "$out"
shows "of the store as it was answered" "江滨店 > Today" "$out"
shows "in its own time" "EN  03:00" "$out"
same "with its code" 0412 "$(keys "$(zg status --json)" store)"
same "the machine knows its scanner" "aim key" "$(setting prefix) $(setting suffix)"

# ---- settings
out=$(script 'key :' 'text se' 'key Enter' 'key /' 'text receive.usual_t' 'key Enter' 'key Enter' 'text 0' 'key F2' 'dump -' 'text 7' 'key F2' 'dump -' 'key Esc')
shows "a value that cannot be is refused in the form" "receive.usual_times" "$out"
same "a setting of the store is changed" 7 "$(keys "$(zg settings receive.usual_times --json)" value)"
out=$(script 'key :' 'text se' 'key Enter' 'key /' 'text receive.usual_t' 'key Enter' 'key Enter' 'text 9' 'key F2' 'key u' 'dump -')
shows "and taken back" "Unusual: times expected is 7 again." "$out"
out=$(script 'key :' 'text se' 'key Enter' 'key /' 'text receive.usual_t' 'key Enter' 'key u' 'dump -' 'key u' 'dump -')
shows "once more takes back the change before it, of another day's session" "Unusual: times expected is 3 again." "$out"
shows "and then there is none left" "No setting of the store was changed" "$out"
check "it is changed again" zg settings receive.usual_times 7
same "and is what it was" 7 "$(keys "$(zg settings receive.usual_times --json)" value)"
out=$(script 'key :' 'text se' 'key Enter' 'key /' 'text sound.mode' 'key Enter' 'key Enter' 'key Space' 'key Space' 'key F2' 'dump -')
same "one of the machine stands in its file" off "$(setting mode)"

# ---- imports
printf 'item,name,unit\nA,Apple,pc\nB,Bread,pc\n,nothing,pc\n' >"$tmp/items.csv"
out=$(script 'key :' 'text im' 'key Enter' 'key n' 'key Enter' "text $tmp/items.csv" 'key F2' 'wait' 'dump -' 'key w' 'key C-u' "text $tmp/wrong.csv" 'key Enter' 'key F2' 'key Esc' 'dump -')
shows "a preview names the wrong row" "4  item" "$out"
same "and writes it to a file" "4,item" "$(sed -n 2p "$tmp/wrong.csv" | cut -d, -f1,2)"
same "a preview writes nothing to the store" 0 "$(zg imports --json | json '#')"
out=$(script 'key :' 'text im' 'key Enter' 'key n' 'key Enter' "text $tmp/items.csv" 'key F2' 'wait' 'key F2' 'key y' 'wait' 'dump -' 'key u' 'key y' 'wait' 'dump -')
shows "the others are brought in" "Imported: 2 new, 0 changed." "$out"
shows "and taken back" "is taken back." "$out"

# ---- reports
printf 'item,name,unit\nA,Apple,pc\nB,Bread,pc\n' >"$tmp/items.csv"
check "items come in" zg import items "$tmp/items.csv"
printf 'item,place,qty,cost\nA,floor,5,2.00\nB,floor,2,10.00\n' >"$tmp/stock.csv"
check "and their stock" zg import stock "$tmp/stock.csv"
out=$(script 'key :' 'text rp' 'key Enter' 'key End' 'key Enter' 'key F2' 'wait' 'dump -' 'key c' 'dump -' 'key c' 'key w' 'key C-u' "text $tmp/report.csv" 'key Enter')
shows "a report shows its rows" "A     Apple" "$out"
shows "and draws them" "Quantity, the largest first" "$out"
same "its file is the command's" "$(zg report stock --csv -)" "$(cat "$tmp/report.csv")"
same "no file is left behind" "" "$(ls "$tmp" | grep '^zhanggui-')"
seat=$(ls "$tmp/store.db-screens")
printf '{"staff":"","language":"en","screens":[{"code":"home","arg":"","keep":{}},{"code":"report","arg":"of-yore","keep":{}}]}' >"$tmp/store.db-screens/$seat"
shows "a report that is no more is refused" "There is no report 'of-yore'." "$(script 'dump -')"

# ---- backup and proof
out=$(script 'key k' 'key C-u' "text $tmp/copy" 'key Enter' 'wait' 'dump -')
shows "the first page knows the backup" "0 min ago" "$out"
shows "the books are right" "everything is right." "$(script 'key :' 'text ch' 'key Enter' 'wait' 'dump -')"
finish
