#!/bin/bash
# The screens by script: what a seat comes back to, the letters of a typed code, the line of a draft, a long message.
. "$(dirname "$0")/../lib.sh"

zg init --demo --json >"$tmp/demo.json"
manager=$(json staff.0.staff "$tmp/demo.json")
ZHANGGUI_PIN=$(json staff.0.pin "$tmp/demo.json")
export ZHANGGUI_PIN
play() { # play STEPS…: one a line; what was dumped
  printf '%s\n' "$@" >"$tmp/steps"
  zg --lang en --as "$manager" --seat dock1 --script "$tmp/steps" 2>&1
}

# A draft of an order, which is not the first line of the list.
orders=$(zg --as "$manager" order list --json 2>/dev/null | json 0.number 2>/dev/null)
play 'key r' 'dump -' >"$tmp/list"
grep -q 'Deliveries' "$tmp/list"
result $? "the list" "$(cat "$tmp/list")"
play 'key r' 'key End' 'key Enter' 'key Esc' 'key Esc' 'key d' 'dump -' >"$tmp/draft"
row=$(grep '^>\|^▌' "$tmp/draft")
[[ $row == *20261124* || $row == *R* ]] && [[ $(sed -n '/^▌/=;/^>/=' "$tmp/draft" | head -1) -gt 4 ]]
result $? "d goes to the line of the draft" "$(cat "$tmp/draft")"

# After = letters are the code's.
out=$(play 'key Esc' 'key r' 'key b' 'key F2' 'text =xD1' 'dump -')
grep -q '=xD1_' <<<"$out"
result $? "a code with letters is typed after =" "$out"

# What a seat had open is remembered; a dialog or nonsense in there stops nobody.
mkdir -p "$DB-screens"
for kept in '{"staff":"'$manager'","screens":[{"code":"home"},{"code":"ask","arg":"","keep":{}}]}' \
  '{"staff":"'$manager'","screens":[{"code":"home"},{"code":"work","arg":""}]}' '{"staff":"'$manager'","screens":{"code":7}}' '{' ''; do
  printf '%s' "$kept" >"$DB-screens/dock1"
  out=$(play 'dump -')
  grep -q 'Today' <<<"$out"
  result $? "comes up with $kept" "$out"
done
finish
