#!/bin/bash
# What can be read off the text: every error code and command stands in a test, no test waits or skips, files stay small, refusals cannot be ignored.
. "$(dirname "$0")/../lib.sh"
ours=$(find src config db ui printers -name '*.[ch]' 2>/dev/null | LC_ALL=C sort)
tables=$(find src config db ui printers -name '*.def' -not -name codes.def -not -name sql.def 2>/dev/null)
tests=$(find tests -type f -not -path 'tests/lint/*' -not -path 'tests/data/*' -not -path 'tests/mutants/*' -not -name '*.md' | LC_ALL=C sort)

rows() { # rows FILE MACRO: first argument of each row of a .def, and its second up to a quote or comma
  sed -nE "s/^$2\(([A-Za-z0-9_]+), *\"?([^\",]*).*/\1 \2/p" "$1"
}
codes_tested() { # by the enum, by the name as a word of an expected text, or by `refused NAME`
  local id name bad=0
  cat $tests | grep -aoE "\\bERR_[A-Z0-9_]+|\"[^\"]*\"|'[^']*'|refused [a-z0-9_]+" | grep -aoE '[A-Za-z0-9_]+' | LC_ALL=C sort -u >"$tmp/tested"
  while read -r id name; do
    grep -qxF -e "$id" -e "$name" "$tmp/tested" || { echo "$id ($name) is asserted by no test"; bad=1; }
  done < <(rows src/base/codes.def CODE)
  return $bad
}
codes_used() {
  local id name bad=0
  cat $ours $tables | grep -oE '\bERR_[A-Z0-9_]+' | LC_ALL=C sort -u >"$tmp/used"
  while read -r id name; do
    grep -qxF "$id" "$tmp/used" || { echo "$id ($name) is used nowhere"; bad=1; }
  done < <(rows src/base/codes.def CODE)
  return $bad
}
statements_used() {
  local id text bad=0
  cat $ours $tables | grep -oE '\bSQL_[A-Z0-9_]+' | LC_ALL=C sort -u >"$tmp/used"
  while read -r id text; do
    grep -qxF "$id" "$tmp/used" || { echo "$id is used nowhere"; bad=1; }
  done < <(rows db/sql.def SQL)
  return $bad
}
commands_tested() { # the words as they stand after zg, or in a list of arguments in C
  local id name bad=0
  [ -e src/cli/commands.def ] || return 0
  cat $tests | tr -s '", \n' ' ' >"$tmp/flat"
  while read -r id name; do
    grep -qE "(^|[ \`(])$name([ ;)\`]|\$)" "$tmp/flat" || { echo "the command '$name' is in no test"; bad=1; }
  done < <(rows src/cli/commands.def COMMAND)
  return $bad
}
unique() { # no name twice, in any column that must be one of its kind
  local def macro column twice bad=0
  while read -r def macro column; do
    [ -e "$def" ] || continue
    twice=$(sed -nE "s/^$macro\((.*\))\$/\1/p" "$def" | cut -d, -f"$column" | LC_ALL=C sort | uniq -d)
    [ -z "$twice" ] || { echo "$def has twice:" $twice; bad=1; }
  done <<'ROWS'
src/base/codes.def CODE 1
src/base/codes.def CODE 2
db/sql.def SQL 1
db/sql.def SQL 2-
src/cli/commands.def COMMAND 2
config/options.def OPTION 1
config/options.def OPTION 2,3
ROWS
  return $bad
}
executable() { # the runner starts them by name
  ! find tests -name '*.sh' -not -name lib.sh -not -perm -u+x | grep .
}
no_waiting() { # "nap" is the injected clock's; a wait on the real one makes a test slow or unsure
  ! grep -nE '(\b(u|nano)?sleep *\(|^ *sleep |[;&|] *sleep |\bS[K]IP\b|\bskip\(\))' $(printf '%s\n' $tests | grep -v '^tests/run\.sh$') | grep .
}
must_check() { # a bool with a struct err is an answer: the compiler has to ask for it
  local h bad=0
  for h in $(printf '%s\n' $ours | grep '\.h$' | grep -v '/internal\.h$'); do
    gcc -fpreprocessed -dD -E -P "$h" 2>/dev/null | tr '\n' ' ' | tr ';{}' '\n\n\n' | grep -E '^ *bool [a-z0-9_]+\(.*struct err \*' | grep -vE 'MUST_CHECK|\berr_fill\(' |
      sed "s,^,$h: not MUST_CHECK:," | grep . && bad=1
  done
  return $bad
}
small() {
  wc -l $ours $(find tests -name '*.[ch]') db/*.def src/base/*.def | awk '$2 != "total" && $1 > 700 { print $2 ": " $1 " lines"; bad = 1 } END { exit bad }'
}
unfinished() {
  ! grep -nE '\b(TO''DO|FIX''ME|X''XX)\b' $ours $tests Makefile config/*.sh | grep .
}
tidy_names() { # one folder tree: nothing else at the top
  local extra
  extra=$(ls -A | grep -vxE 'src|ui|db|printers|config|tests|build|Makefile|README\.md|LICENSE|tags|\..*')
  [ -z "$extra" ] || { echo "not expected at the top:" $extra; return 1; }
}

check "every test script may be run" executable
check "every error code is asserted by a test" codes_tested
check "every error code is used" codes_used
check "every SQL statement is used" statements_used
check "every command stands in a test" commands_tested
check "no row of a table is there twice" unique
check "no test waits on the clock or skips" no_waiting
check "every bool that fills a struct err is MUST_CHECK" must_check
check "no file is over 700 lines" small
check "nothing is marked unfinished" unfinished
check "the top level is as designed" tidy_names
finish
