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
finish
