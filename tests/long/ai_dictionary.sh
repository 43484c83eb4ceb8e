#!/bin/bash
# ai.def: in order, no identifier twice; with DATA against GS1's own file, gs1-syntax-dictionary.txt: every identifier with its format,
# title, length and pairings, and no other.
. "$(dirname "$0")/../lib.sh"
dictionary=${DATA:-}/gs1-syntax-dictionary.txt

# A line of the dictionary: AIs, flags, components, attributes, "# title". Its links for web addresses are not ours.
facts() {
  awk '
    /^[0-9]/ {
      title = ""
      if (match($0, / # /)) { title = substr($0, RSTART + 3); $0 = substr($0, 1, RSTART) }
      gsub(/^ +| +$/, "", title)
      split($1, ai, "-"); spec = ""; fixed = "false"; req = ex = "NULL"
      for (i = 2; i <= NF; i++) {
        if ($i ~ /^[*?!"%&]+$/) { if ($i ~ /\*/) fixed = "true" }
        else if ($i ~ /^req=/) req = "\"" substr($i, 5) "\""
        else if ($i ~ /^ex=/) ex = "\"" substr($i, 4) "\""
        else if ($i !~ /^dlpkey/) spec = spec (spec == "" ? "" : " ") $i
      }
      printf "AI(\"%s\", %s, \"%s\", \"%s\", %s, %s, %s)\n", ai[1], ai[2] == "" ? "NULL" : "\"" ai[2] "\"", spec, title, fixed, req, ex
    }' "$dictionary"
}
same_facts() {
  facts >"$tmp/theirs" && grep '^AI(' src/code/ai.def >"$tmp/ours" && [ -s "$tmp/theirs" ] && diff "$tmp/theirs" "$tmp/ours"
}
in_order() {
  sed -nE 's/^AI\("([0-9]+)".*/\1/p' src/code/ai.def >"$tmp/ais" && [ -s "$tmp/ais" ] && LC_ALL=C sort -uc "$tmp/ais"
}
check "ai.def is in order, no identifier twice" in_order
[ -z "${DATA:-}" ] || check "ai.def says what GS1's dictionary says" same_facts
finish
