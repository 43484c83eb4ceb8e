#!/bin/sh
# What `make run` shows. On a terminal: the screens of a demo store, its manager signed in; a second start finds the store as it was left. Elsewhere: a
# demo store is made, one of its deliveries is received scan by scan, and the stock afterwards is printed.
# demo.sh PROGRAM DIR: DIR holds only what is made here. Must not: touch any other store.
set -eu
program=$1 dir=$2
zhanggui() { "$program" --db "$dir/store.db" "$@"; }
if [ -t 0 ] && [ -t 1 ]; then
  if [ ! -e "$dir/store.db" ] || [ ! -e "$dir/demo.json" ]; then
    rm -rf "$dir"
    mkdir -p "$dir"
    zhanggui init --demo --json >"$dir/demo.json"
  fi
  manager=$(tr '{' '\n' <"$dir/demo.json" | grep '"roles":"[^"]*manager')
  staff=$(printf '%s' "$manager" | sed -nE 's/.*"staff":"([^"]*)".*/\1/p')
  ZHANGGUI_PIN=$(printf '%s' "$manager" | sed -nE 's/.*"pin":"([^"]*)".*/\1/p')
  export ZHANGGUI_PIN
  exec "$program" --db "$dir/store.db" --as "$staff"
fi
rm -rf "$dir"
mkdir -p "$dir"
say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
# The first value of a key in the program's JSON, which has no blanks and never reorders its keys.
value() { sed -nE "s/.*\"$1\":\\[?\"([^\"]*)\".*/\\1/p" | head -n 1; }

say "A demo store in $dir"
zhanggui init --demo --json >"$dir/demo.json"
tr '{' '\n' <"$dir/demo.json" >"$dir/demo.txt"
sed -nE 's/.*"staff":"([^"]*)","roles":"([^"]*)","pin":"([^"]*)".*/  \1  PIN \3  \2/p' "$dir/demo.txt"
manager=$(grep '"roles":"[^"]*manager' "$dir/demo.txt" | value staff)
ZHANGGUI_PIN=$(grep '"roles":"[^"]*manager' "$dir/demo.txt" | value pin)
export ZHANGGUI_PIN
asn=$(value asns <"$dir/demo.json")

say "The delivery $asn, as it was announced"
zhanggui --as "$manager" document "$asn"

# Every announced line is scanned by its barcode; of the first one piece is missing, of the second one is damaged.
zhanggui --as "$manager" document "$asn" --json | tr '{' '\n' | sed -nE 's/.*"item":"([^"]*)".*"expected":"([^"]*)".*/\1 \2/p' >"$dir/lines"
while read -r item expected; do
  zhanggui lookup "$item" --json | tr '{' '\n' | grep "\"item\":\"$item\"" | value barcodes | sed "s/\$/,$expected/"
done <"$dir/lines" | sed -e '1{s/^/# one piece is missing\n/;s/$/\nqty/}' -e '2s/$/\ndamaged 1/' >"$dir/scans"
first=$(head -n 1 "$dir/lines" | sed 's/.* //; s/\..*//')
sed -i "s/^qty\$/qty $((first - 1))/" "$dir/scans"
echo done >>"$dir/scans"

say "zhanggui --as $manager receive --asn $asn --ack, scan by scan"
zhanggui --as "$manager" receive --asn "$asn" --ack <"$dir/scans"
say "What did not agree"
zhanggui --as "$manager" report discrepancies
say "The stock afterwards (zhanggui report stock)"
zhanggui --as "$manager" report stock
say "Go on by hand: ZHANGGUI_PIN=$ZHANGGUI_PIN $program --db $dir/store.db --as $manager help"
