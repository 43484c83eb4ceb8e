#!/bin/bash
# make install: the programs, what they read, the manual page in both languages and a completion, all made from commands.def.
. "$(dirname "$0")/../lib.sh"
at=$tmp/root/usr
commands=$(sed -nE 's/^COMMAND\([a-z_]+, *"([^"]*)".*/\1/p' src/cli/commands.def)

in_page() { # in_page FILE: every command has its paragraph
  local c bad=0
  for c in $commands; do grep -qE "^\.B $c( |$)" "$1" || { echo "$c is missing"; bad=1; }; done
  return $bad
}
completes() { # completes EXPECTED WORD…: what the last word may become
  local expected=$1
  shift
  COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
  _zhanggui
  [ "${COMPREPLY[*]}" = "$expected" ] || { echo "got: ${COMPREPLY[*]}"; return 1; }
}

check "make install works" make -s install DESTDIR="$tmp/root" PREFIX=/usr
for p in src/main_*.c; do
  p=$(basename "$p" .c)
  p=zhanggui-${p#main_}
  check "${p%-zhanggui} is installed" test -x "$at/bin/${p%-zhanggui}"
done
for f in config/mappings/*.ini; do
  [ ! -e "$f" ] || check "$f is installed" cmp "$f" "$at/share/zhanggui/${f#config/}"
done
check "the English page has every command" in_page "$at/share/man/man1/zhanggui.1"
check "the Chinese page has every command" in_page "$at/share/man/zh_CN/man1/zhanggui.1"
check "the Chinese page is in Chinese" grep -q '^\.SH 命令' "$at/share/man/zh_CN/man1/zhanggui.1"
. "$at/share/bash-completion/completions/zhanggui"
check "a command is completed" completes status zhanggui --db somewhere stat
check "an option that takes a value is not taken for a command" completes "--lang" zhanggui --config f --la
finish
