#!/bin/bash
# Pure rooms import only what symbols.txt allows; money has no floats; SQLite is spoken to only in db/. Looks at build/obj: build first.
. "$(dirname "$0")/../lib.sh"
rules=tests/lint/symbols.txt
rule() { sed -n "s/^$1 //p" "$rules" | tr ' ' '\n'; }
objects() { # of the folders or .c files named
  local at
  for at; do
    case $at in
      *.c) echo "build/obj/${at%.c}.o" ;;
      *) find "$at" -name '*.c' 2>/dev/null | sed 's,^,build/obj/,; s,c$,o,' ;;
    esac
  done
}
undefined() { [ $# = 0 ] || nm -u -A "$@" | awk '{ print $1, $NF }' | sed 's,^build/obj/,,; s,\.o:,.c,'; }
defined() { nm -g --defined-only "$@" 2>/dev/null | awk 'NF == 3 { print $3 }'; }

fresh() { # else we judge yesterday's program
  make -s build
}
pure() {
  local room
  { for room in $(rule pure); do defined $(objects "$room"); done
    defined $(for f in $(rule base); do [ ! -e "build/obj/src/base/$f.o" ] || echo "build/obj/src/base/$f.o"; done) | grep -vxF "$(rule except)"
    rule libc; } >"$tmp/allowed"
  undefined $(objects $(rule pure)) >"$tmp/used"
  ! awk 'FNR == NR { fine[$1] = 1; next } !($2 in fine) { print $1 " may not use " $2 }' "$tmp/allowed" "$tmp/used" | grep .
}
money() { find $(rule money) -name '*.c' 2>/dev/null; }
float_words() { # comments taken off first
  local f
  ! for f in $(money); do gcc -fpreprocessed -dD -E -P "$f" 2>/dev/null | grep -wE 'float|double|strtod|atof|json_real' | sed "s,^,$f: ,"; done | grep .
}
float_registers() { # gcc refuses to touch a floating-point register
  local f bad=0 flags
  flags="$(make -s flags) -O2 -Wunsuffixed-float-constants"
  case $(uname -m) in x86_64 | aarch64) flags="$flags -mgeneral-regs-only" ;; esac
  for f in $(money); do gcc $flags -S -o /dev/null "$f" || bad=1; done
  return $bad
}
float_symbols() { # what the flag lets through: soft-float helpers, and the libraries' doubles, which nothing of ours may use anywhere
  ! { undefined $(objects $(money)) | grep -E ' __[a-z]+[sdtx]f[0-9]*$'
    undefined $(objects src config db ui printers) | grep -E ' (json_real.*|json_number_value|sqlite3_[a-z]+_double|strtod|strtof|atof)$'; } | grep .
}
sqlite_only_in_db() {
  ! undefined $(objects src config db ui printers) | grep -E ' sqlite3_' | grep -vE '^(db/|src/hq/hqdb_sqlite\.c)' | grep .
}
sql_only_in_sql_def() { # one prepare for sql.def, one exec for the words of a transaction; no other text becomes SQL
  ! grep -rnE 'sqlite3_(prepare|exec)[a-z0-9_]* *\(' src config ui printers --include='*.c' 2>/dev/null | grep -v '^src/hq/hqdb_sqlite\.c:' | grep .
}
executable_stack() { # the linked-in .mo must not make it so
  local p bad=0
  for p in build/zhanggui*; do
    [ -f "$p" ] && [ -x "$p" ] || continue
    readelf -lW "$p" | grep -q 'GNU_STACK.*RWE' && { echo "$p has an executable stack"; bad=1; }
  done
  return $bad
}

check "the program is built" fresh
check "pure rooms import only what symbols.txt allows" pure
check "no float is written where money is" float_words
check "no floating-point register is used where money is" float_registers
check "no float helper is linked" float_symbols
check "SQLite is called only in db/" sqlite_only_in_db
check "SQL is prepared only in db/" sql_only_in_sql_def
check "no program has an executable stack" executable_stack
finish
