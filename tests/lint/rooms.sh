#!/bin/bash
# Rooms: who includes whom (from gcc -MM), no cycles among headers, foreign headers only where rooms.txt says (from gcc -M), one public header a room.
. "$(dirname "$0")/../lib.sh"
set -o pipefail
rules=tests/lint/rooms.txt
sources=$(find src config db ui printers tests -name '*.[ch]' 2>/dev/null | LC_ALL=C sort)
flags=$(make -s flags)

# "includer included" pairs: one gcc run for all files; -M adds the headers of the system. A line of make's rule is joined first.
pairs() {
  gcc "$1" -MT zg-target $flags $(printf '%s\n' $sources) | sed -e ':a' -e '/\\$/{N;s/\\\n//;ta' -e '}' |
    awk '/^zg-target:/ { for (i = 3; i <= NF; i++) print $2, $i }'
}
pairs -MM >"$tmp/own"
read_status=$?
pairs -M >"$tmp/all"
grep -nE '^[[:space:]]*#[[:space:]]*include' $sources >"$tmp/direct"

arrows() {
  awk '
    FNR == NR { if ($1 == "room") { rank[$3] = $2 } next }
    function room(path, p) { p = path; while (!(p in rank) && sub(/\/[^\/]*$/, "", p)); return (p in rank) ? p : "" }
    { from = room($1); to = room($2)
      if (from == "" || to == "") { print "no room in rooms.txt: " (from == "" ? $1 : $2); bad = 1; next }
      if (from != to && rank[to] >= rank[from]) { print $1 " may not include " $2; bad = 1 } }
    END { exit bad }' "$rules" "$tmp/own"
}
relative() { # an include is written from the top of the tree
  ! grep -E 'include "' "$tmp/direct" | grep -vE 'include "(src|config|db|ui|printers|tests|build)/'
}
cycles() {
  sed -nE 's/^([^:]*\.h):[0-9]*:.*include "([^"]*)".*/\1 \2/p' "$tmp/direct" | tsort >/dev/null
}
foreign() { # what is seen, even through our own headers
  awk '
    FNR == NR { if ($1 == "foreign") { n++; header[n] = $2; who[n] = " "; for (i = 3; i <= NF; i++) who[n] = who[n] $i " " } next }
    $1 ~ /^tests\// { next }
    { for (i = 1; i <= n; i++) {
        h = header[i]; if (length($2) <= length(h) || substr($2, length($2) - length(h)) != "/" h) continue
        count = split(who[i], allowed, " "); fine = 0
        for (k = 1; k <= count; k++) if ($1 == allowed[k] || index($1, allowed[k] "/") == 1) fine = 1
        if (!fine) { print $1 " may not see <" h ">"; bad = 1 } } }
    END { exit bad }' "$rules" "$tmp/all"
}
unknown() { # a library nobody decided on
  awk '
    FNR == NR { if ($1 == "foreign") known[$2] = 1; if ($1 == "standard") for (i = 2; i <= NF; i++) known[$i] = 1; next }
    match($0, /<[^>]*>/) { h = substr($0, RSTART + 1, RLENGTH - 2); if (!(h in known)) { print "not in rooms.txt: " $0; bad = 1 } }
    END { exit bad }' "$rules" "$tmp/direct"
}
readmes() {
  local folder bad=0
  for folder in src config db ui printers tests $(ls -d src/*/); do
    [ -s "$folder/README.md" ] || { echo "$folder has no README.md"; bad=1; }
  done
  return $bad
}

check "includes can be read" test $read_status = 0
check "each room includes only rooms above it" arrows
check "includes are written from the top of the tree" relative
check "no cycle among headers" cycles
check "foreign headers stay in their rooms" foreign
check "every system header is one we decided on" unknown
check "each room has its README.md" readmes
finish
