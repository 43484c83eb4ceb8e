#!/bin/bash
# The dock by keys: a word is about the line the cursor stands on, and the end posts what was chosen there.
. "$(dirname "$0")/../lib.sh"

zg init --demo --json >"$tmp/demo.json"
manager=$(json staff.0.staff "$tmp/demo.json")
ZHANGGUI_PIN=$(json staff.0.pin "$tmp/demo.json")
export ZHANGGUI_PIN
mine() { zg --as "$manager" --lang en "$@"; }
play() { # play STEPS…: one a line; what was dumped
  printf '%s\n' "$@" >"$tmp/steps"
  mine --seat dock1 --script "$tmp/steps" 2>&1
}
mkdir "$tmp/fresh"
cp "$DB"* "$tmp/fresh" # nobody has it open: the file and what is beside it are the store
chips=6951105000058 # 20 ordered, the first line of the third delivery in the list
nuts=6921112000068  # 40 ordered

# end NAME KEYS…: the two are scanned at a fresh store's order, the keys played and the receipt posted; gives $number, $last (the last picture)
end() {
  rm -rf "$DB"*
  cp "$tmp"/fresh/* "$tmp"
  last=$(play 'key r' 'key Down' 'key Down' 'key Enter' "scan $chips" "scan $nuts" "$@" 'dump -')
  number=$(keys "$(mine documents --kind receipt --json)" number)
}
lines() { # lines: item and quantity of each line of the receipt, in its order
  local doc
  doc=$(mine document "$number" --json)
  for i in 0 1; do printf '%s ' "$(json "lines.$i.qty" <<<"$doc")"; done
}

# ---- a number sets, and a word marks, the line the cursor stands on
end 'key Up' 'text 3' 'key Enter' 'key F2' 'key F2'
same "a number is about the line of the cursor" "3 1 " "$(lines)"
end 'text 3' 'key Enter' 'key F2' 'key F2'
same "and about the last scan when nobody moved" "1 3 " "$(lines)"
end 'key Up' "scan $nuts" 'text 7' 'key Enter' 'key F2' 'key F2'
same "a scan takes the word back to its line" "1 7 " "$(lines)"

# ---- the end posts what was chosen: the delivery of the first line announced eight lines in cartons
asn() { # asn KEYS…: one piece of the announced delivery is scanned; $state of the delivery and $open discrepancies after the keys
  rm -rf "$DB"*
  cp "$tmp"/fresh/* "$tmp"
  last=$(play 'key r' 'key Enter' "scan $chips" 'key F2' "$@" 'dump -')
  number=$(keys "$(mine documents --kind receipt --json)" number)
  state=$(keys "$(mine document ASN-0001 --json)" state)
  open=$(mine document "$number" --json | json discrepancies.#)
}
asn 'key F2'
same "what did not come is missing" "closed 8" "$state $open"
asn 'key m' 'key F2'
same "unless more is coming" "part 0" "$state $open"
asn 'key m' 'key m' 'key F2'
same "or was only looked at" "closed 8" "$state $open"

# ---- a clerk teaches with the manager's PIN: this once, both names in the audit, and nobody else signs in
rm -rf "$DB"*
cp "$tmp"/fresh/* "$tmp"
clerk=$(json staff.1.staff "$tmp/demo.json")
clerk_pin=$(json staff.1.pin "$tmp/demo.json")
teach() { # teach PIN: a clerk scans an unknown code, says what it is, and the manager types a PIN
  printf '%s\n' 'key r' 'key Enter' 'scan 6999999999997' 'key t' "scan $chips" 'key F2' "text $manager" 'key Enter' "text $1" 'key Enter' 'dump -' >"$tmp/steps"
  ZHANGGUI_PIN=$clerk_pin zg --as "$clerk" --lang en --seat dock2 --script "$tmp/steps" 2>&1
}
approved() { mine audit --json | grep '"action":"approve"' || true; }
out=$(teach 0000)
waits=$(ZHANGGUI_PIN=$clerk_pin zg --as "$clerk" parked)
grep -q 'PIN is wrong' <<<"$out" && grep -q 6999999999997 <<<"$waits"
result $? "a wrong PIN approves nothing" "$out"
rm -rf "$DB"*
cp "$tmp"/fresh/* "$tmp"
out=$(teach "$ZHANGGUI_PIN")
grep -q 'from now on' <<<"$out" && grep -q ' 1 / 20 ' <<<"$out" && grep -q '陈望' <<<"$out"
result $? "the manager approves at the clerk's screen" "$out"
out=$(approved)
grep -q "\"$clerk\"" <<<"$out" && grep -q "\"$manager\"" <<<"$out" && grep -q '6999999999997' <<<"$out"
result $? "both names stand in the audit" "$out"
out=$(ZHANGGUI_PIN=$clerk_pin zg --as "$clerk" teach 6999999999980 100006 --json 2>&1) && false
grep -q '"right"' <<<"$out"
result $? "a clerk alone does not teach" "$out"
approve_pin=$ZHANGGUI_PIN
out=$(ZHANGGUI_PIN=$clerk_pin ZHANGGUI_APPROVE_PIN=$approve_pin zg --as "$clerk" --approve "$manager" teach 6999999999980 100006 --json 2>&1)
result $? "with the manager's approval he does" "$out"

# ---- a scan at the dock counts whatever is read there, and in the box of items as the code it is
rm -rf "$DB"*
cp "$tmp"/fresh/* "$tmp"
out=$(play 'key r' 'key Enter' 'key F1' "scan $chips" 'key F9' "scan $chips" 'key :' 'text log' 'key Enter' "scan $chips" 'key Enter' 'key /' "scan $chips" 'dump -')
grep -q ' 4 / 20 ' <<<"$out"
result $? "help, palette, messages and the box of items keep no scan" "$out"
# The same draft is not opened twice at one seat.
out=$(play 'key :' 'text re' 'key Enter' 'key Enter' "scan $chips" 'dump -' 'key Esc' 'dump -')
grep -q ' 5 / 20 ' <<<"$out" && [ "$(grep -c 'R-0001 ASN' <<<"$out")" = 1 ]
result $? "the open draft is gone back to" "$out"
# An item in a carton it was not announced in.
out=$(play 'key F12' 'key r' 'key Down' 'key Enter' 'scan 00069012345000000110' 'scan 6971107000016' 'dump -' 'key x' 'dump -')
grep -q 'wrong carton: announced in 069012345000000127' <<<"$out" && grep -q '! .*Wrong carton' <<<"$out" && grep -q 'exceptions 1 ' <<<"$out"
result $? "the wrong carton" "$out"
# ---- a clerk settles a difference and changes a setting with the manager's PIN: that one change, both names in the audit
posted() { # a fresh store in which much of a delivery did not come
  rm -rf "$DB"*
  cp "$tmp"/fresh/* "$tmp"
  play 'key r' 'key Enter' "scan $chips" 'key F2' 'key F2' >/dev/null
}
waits() { # the ids of what is not settled
  ZHANGGUI_PIN=$clerk_pin zg --as "$clerk" report discrepancies --json | tr '{' '\n' | grep '"state":"open"' | sed 's/^"id":"\([^"]*\)".*/\1/'
}
as_clerk() { # as_clerk STEPS…: at the second seat; what was dumped
  printf '%s\n' "$@" >"$tmp/steps"
  ZHANGGUI_PIN=$clerk_pin zg --as "$clerk" --lang en --seat dock2 --script "$tmp/steps" 2>&1
}
posted
waiting=$(waits | wc -l)
out=$(as_clerk 'key x' 'key Enter' 'key c' 'text found again' 'key F2' "text $manager" 'key Enter' 'text 0000' 'key Enter' 'key Esc' 'key Esc' 'dump -')
same "a wrong PIN settles nothing" "$waiting" "$(waits | wc -l)"
posted
out=$(as_clerk 'key x' 'key Enter' 'key c' 'text found again' 'key F2' 'dump -' "text $manager" 'key Enter' "text $ZHANGGUI_PIN" 'key Enter' 'dump -')
grep -q 'is settled: ' <<<"$out" && grep -q 'It is settled.' <<<"$out"
result $? "the manager's PIN settles it at the clerk's screen" "$out"
same "one is settled" $((waiting - 1)) "$(waits | wc -l)"
out=$(approved)
grep -q "\"$clerk\".*\"$manager\".*\"open\".*\"closed: found again\"" <<<"$out"
result $? "both names, the line and what became of it stand in the audit" "$out"
id=$(waits | head -1)
out=$(ZHANGGUI_PIN=$clerk_pin zg --as "$clerk" discrepancy "$id" --close --reason credited --json 2>&1) && false
grep -q '"right"' <<<"$out"
result $? "a clerk alone settles nothing" "$out"
out=$(ZHANGGUI_PIN=$clerk_pin ZHANGGUI_APPROVE_PIN=$approve_pin zg --as "$clerk" --approve "$manager" discrepancy "$id" --note seen --json 2>&1) && false
grep -q '"right"' <<<"$out"
result $? "nor notes, with approval or without" "$out"
out=$(ZHANGGUI_PIN=$clerk_pin ZHANGGUI_APPROVE_PIN=$approve_pin zg --as "$clerk" --approve "$manager" discrepancy "$id" --close --reason credited --json 2>&1)
same "with the manager's approval he does" closed "$(json state <<<"$out")"
out=$(as_clerk 'key F12' 'key :' 'text se' 'key Enter' 'key /' 'text receive.usual_t' 'key Enter' 'key Enter' 'text 7' 'key F2' 'dump -' "text $manager" 'key Enter' \
  "text $ZHANGGUI_PIN" 'key Enter' 'dump -' 'key u' 'dump -' 'key /' 'key C-u' 'text sound.mode' 'key Enter' 'key Enter' 'dump -')
grep -q 'Unusual: times expected is no longer' <<<"$out" && grep -q 'Unusual: times expected is 7 now\.' <<<"$out" && grep -q "'Undo' needs" <<<"$out" && grep -q 'this machine needs a manager' <<<"$out"
result $? "a setting of the store is changed with the manager's PIN; one of the machine is not" "$out"
same "and holds" 7 "$(keys "$(mine settings receive.usual_times --json)" value)"
out=$(ZHANGGUI_PIN=$clerk_pin zg --as "$clerk" settings receive.usual_times 8 --json 2>&1) && false
grep -q '"right"' <<<"$out"
result $? "a clerk alone changes no setting" "$out"
out=$(ZHANGGUI_PIN=$clerk_pin ZHANGGUI_APPROVE_PIN=$approve_pin zg --as "$clerk" --approve "$manager" settings receive.usual_times 8 --json 2>&1)
same "with the manager's approval he does" 8 "$(keys "$out" value)"

# ---- a delivery that is being received is gone on with from its page
rm -rf "$DB"*
cp "$tmp"/fresh/* "$tmp"
to_page=('key :' 'text do' 'key Enter' 'key /' 'text ASN-0001' 'key Enter' 'key Enter' 'key r')
play "${to_page[@]}" "scan $chips" 'key F12' >/dev/null
out=$(as_clerk "${to_page[@]}" "scan $chips" 'dump -')
grep -q ' R-0001 ASN-0001 ' <<<"$out"
result $? "its page leads to the draft that is open" "$out"
same "and makes no other" "1 2" "$(mine drafts --json >"$tmp/d"; echo "$(json '#' "$tmp/d") $(json 0.units "$tmp/d")")"
finish
