#!/bin/bash
# The screens by script: what a seat comes back to, the line of a draft, a slip of the finger, the letters of a typed code.
. "$(dirname "$0")/../lib.sh"

zg init --demo --json >"$tmp/demo.json"
manager=$(json staff.0.staff "$tmp/demo.json")
ZHANGGUI_PIN=$(json staff.0.pin "$tmp/demo.json")
export ZHANGGUI_PIN
play() { # play STEPS…: one a line; what was dumped
  printf '%s\n' "$@" >"$tmp/steps"
  zg --lang en --as "$manager" --seat dock1 --script "$tmp/steps" 2>&1
}

# The third line of the list is an order; its draft is asked for from the first page.
play 'key r' 'key Down' 'key Down' 'key Enter' 'key Esc' 'key Esc' 'key d' 'dump -' >"$tmp/draft"
grep -q '^. *order .* R-0001' "$tmp/draft" && ! grep -q '^  *order .* R-0001' "$tmp/draft"
result $? "d goes to the line of the draft" "$(cat "$tmp/draft")"

# After = letters are the code's.
out=$(play 'key Enter' 'text =xD1' 'dump -')
grep -q '=xD1_' <<<"$out"
result $? "a code with letters is typed after =" "$out"

# A number that was a slip of the finger takes its times along: what is scanned next counts once.
out=$(play 'scan 6951105000058' 'text 5*9999' 'key Enter' 'key n' 'scan 6951105000058' 'dump -')
grep -q ' 2 / 20 ' <<<"$out"
result $? "after a slip a scan counts once" "$out"

# What a seat had open is remembered; a dialog or nonsense in there stops nobody.
mkdir -p "$DB-screens"
for kept in '{"staff":"'$manager'","screens":[{"code":"home"},{"code":"ask","arg":"","keep":{}}]}' \
  '{"staff":"'$manager'","screens":[{"code":"home"},{"code":"work","arg":""}]}' '{"staff":"'$manager'","screens":{"code":7}}' '{' ''; do
  printf '%s' "$kept" >"$DB-screens/dock1"
  out=$(play 'dump -')
  grep -q 'Today' <<<"$out"
  result $? "comes up with $kept" "$out"
done
# A report that is gone (report_none) says so and leaves the person where he is.
printf '%s' '{"staff":"'$manager'","screens":[{"code":"home"},{"code":"report","arg":"weather","keep":{}}]}' >"$DB-screens/dock1"
out=$(play 'dump -')
grep -q "There is no report 'weather'" <<<"$out" && grep -q 'Today' <<<"$out"
result $? "a report that is not there" "$out"
finish
