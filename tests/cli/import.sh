#!/bin/bash
# import, imports, export: small dirty files of the shape of two real ones (GBK with CRLF; byte order mark, semicolons, gzip) through the shipped mappings.
. "$(dirname "$0")/../lib.sh"
shop=tests/data/import_shop_gbk.csv catalogue=tests/data/import_catalogue.csv.gz
counts() { for k in id rows new changed same rejected; do printf '%s ' "$(json $k <"$tmp/out")"; done; }
bring() { zg import "$@" --json >"$tmp/out" 2>"$tmp/said"; }

check "a store" zg init --store S01 --name Test --currency CNY
usage zg import items
usage zg import
refused import_kind zg import things "$shop"
refused import_column zg import items "$shop"
refused file_read zg import items "$tmp/none.csv"
printf 'PK\003\004rubbish\n\000\000' >"$tmp/book.xlsx"
refused import_workbook zg import items "$tmp/book.xlsx"
refused file_write zg import items "$shop" --map cn-supermarket --skip-bad --errors "$tmp/no/such/folder.csv"
same "then nothing was written" "[]" "$(zg imports --json)"
usage zg --lang fr imports

bring items $shop --map cn-supermarket
same "refused: exit status" 1 $?
same "refused: the counts are said all the same" "null 9 4 0 1 4 " "$(counts)"
same "refused: nothing written" "[]" "$(zg imports --json)"
bring items $shop --map cn-supermarket --check --skip-bad
same "looked at" "null 9 4 0 1 4 " "$(counts)"
bring items $shop --map cn-supermarket --skip-bad --errors "$tmp/errors.csv"
same "skipping bad rows is done" 0 $?
same "skipping bad rows" "1 9 4 0 1 4 " "$(counts)"
same "the error file" "row,column,value,code
5,code,6901234567893,barcode_check_digit
7,code,6.90123E+12,barcode_scientific
8,code,4006381333931,row_twice
9,code,4006381333931,row_twice" "$(cut -d, -f1-4 "$tmp/errors.csv")"
check "it holds the row as it was" grep -q '^5,.*,6901234567893,2,错码饼干,,01,食品,盒,,,普通,正常,1.0,1.0$' "$tmp/errors.csv"
same "an unknown unit is told" 1 "$(grep -c '双' "$tmp/said")"
bring items $shop --map cn-supermarket --skip-bad
same "the same again" "null 9 0 0 5 4 " "$(counts)"
check "recognised" grep -q 'imported already, as import 1' "$tmp/said"

bring items $catalogue --map gtin-catalogue
same "the catalogue" "2 4 3 1 0 0 " "$(counts)"
zg export items "$tmp/items.csv" >/dev/null
check "leading zeros are kept" grep -q '^00731,散装青枣,,SZQZ,kg,3,' "$tmp/items.csv"
check "no formula" grep -q "^5901234123457,'=1+1," "$tmp/items.csv"
for kind in items barcodes prices places; do
  zg export $kind "$tmp/$kind.csv" >/dev/null
  n=$(($(wc -l <"$tmp/$kind.csv") - 1))
  bring $kind "$tmp/$kind.csv"
  same "$kind come in again as the same" "null $n 0 0 $n 0 " "$(counts)"
done
same "export to standard output" "$(cat "$tmp/barcodes.csv")" "$(zg export barcodes -)"

printf 'item,qty,place,cost\n00731,1.250,back,8.00\n6901234567892,4,,\n' >"$tmp/stock.csv"
bring stock "$tmp/stock.csv"
same "opening stock" "3 2 2 0 0 0 " "$(counts)"
same "it is there" "1.250 10.00" "$(zg report stock --json | json 0.qty) $(zg report stock --json | json 0.value)"
bring stock "$tmp/stock.csv"
same "opening stock again" "null 2 0 0 2 0 " "$(counts)"
refused import_used zg import undo 1
check "the stock is taken back" zg import undo 3
same "it is gone" "[]" "$(zg report stock --json)"
bring stock "$tmp/stock.csv"
same "opening stock once more" "4 2 2 0 0 0 " "$(counts)"
check "reversed by hand" zg reverse "$(zg documents --kind opening --state posted --json | json 0.number)"
refused opening_blocked zg import undo 4
check "the catalogue is taken back" zg import undo 2
same "states" "done undone undone done" "$(for i in 0 1 2 3; do zg imports --json | json $i.state; done | paste -sd' ')"
refused import_state zg import undo 2
refused import_state zg import resume 1
refused import_none zg import undo 99
refused import_none zg import undo x
same "columns of a kind" "item name name_en" "$(for i in 0 1 2; do zg import items --columns --json | json $i.name; done | paste -sd' ')"

printf 'staff,name,roles,pin\nM1,Mei,manager@S01,1234\nC1,Chen,clerk@S01,5678\n' >"$tmp/staff.csv"
bring staff "$tmp/staff.csv"
same "staff" "5 2 2 0 0 0 " "$(counts)"
refused sign_in zg import items "$tmp/items.csv"
DB=$tmp/places.db
check "a store for places" zg init --store S02 --name Places --currency CNY
printf 'item,name\nA,a\n' >"$tmp/a.csv"; printf 'place\nZ1\n' >"$tmp/z.csv"; printf 'item,qty,place\nA,3,Z1\n' >"$tmp/s.csv"
zg import items "$tmp/a.csv" >/dev/null; zg import places "$tmp/z.csv" >/dev/null; zg import stock "$tmp/s.csv" >/dev/null
check "its stock is taken back" zg import undo 3
refused import_place_used zg import undo 2
same "and the books stay right" true "$(zg check --json | json ok)"

# ---- one code in two texts: the file gets back what was given, the item its short one
DB=$tmp/texts.db
check "a store" zg init --store 0412 --name Test --currency CNY --timezone Asia/Shanghai
printf 'item,name,barcode\nA,Apple,6901234567892\n' >"$tmp/a.csv"
printf 'barcode,item\n06901234567892,A\n' >"$tmp/b.csv"
check "an item" zg import items "$tmp/a.csv"
check "its longer text" zg import barcodes "$tmp/b.csv"
same "both texts are given back" "06901234567892,A 6901234567892,A" "$(zg export barcodes - | grep -o '^[0-9]*,A' | sort | paste -sd' ')"
same "the item's is the short one" 1 "$(zg export items - | grep -c ',6901234567892,')"
usage zg import items "$tmp/a.csv" --errors -
same "no file is named so" "" "$(ls -- - 2>/dev/null)"
check "prefix 02 is a setting" zg settings instore.02 '5 5 price 2'
same "a price code of twelve digits" "instore 12.34" "$(keys "$(zg explain 212345012345 --json)" kind price)"
finish
