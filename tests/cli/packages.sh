#!/bin/bash
# The install list: what is there is left alone, what is missing is installed by root, anyone else is told what to type.
. "$(dirname "$0")/../lib.sh"
mkdir "$tmp/bin"
stub() { # stub NAME: a program of this test's own, out of standard input
  { echo '#!/bin/sh'; cat; } >"$tmp/bin/$1"
  chmod +x "$tmp/bin/$1"
}
stub id <<<"cat $tmp/uid"
stub apt-get <<<"echo \"\$*\" >>$tmp/asked; [ ! -e $tmp/outdated ] || case \$1 in update) rm $tmp/outdated ;; *) exit 100 ;; esac"
stub apt-cache <<<'[ "$2" = zg-newer ]'
packages() { # packages UID LIST
  echo "$1" >"$tmp/uid"
  : >"$tmp/asked"
  printf "$2" >"$tmp/list"
  PATH=$tmp/bin:$PATH config/packages.sh "$tmp/list" >"$tmp/said" 2>&1
}

packages 0 '# nothing\n\ndpkg # always there\nzg-none | dpkg\n'
result $? "what is installed is enough"
same "and apt-get is not troubled" "" "$(cat "$tmp/asked")"

packages 1000 'dpkg\nzg-one\nzg-old | zg-newer\n'
same "without root it is refused" 1 $?
same "what is missing and what to type is said" "These packages are missing: zg-one zg-newer
Install them with:
  su -c 'apt-get install --no-install-recommends zg-one zg-newer'" "$(cat "$tmp/said")"
same "and nothing is tried" "" "$(cat "$tmp/asked")"

packages 0 'dpkg\nzg-one\n'
result $? "root installs"
same "only what is missing" "install -y -q --no-install-recommends zg-one" "$(cat "$tmp/asked")"

touch "$tmp/outdated"
packages 0 'zg-one\n'
result $? "with old package lists too"
same "which are fetched once" "install -y -q --no-install-recommends zg-one
update -q
install -y -q --no-install-recommends zg-one" "$(cat "$tmp/asked")"

packages 0 "$(sed 's/%/%%/g' config/packages.txt)\n"
result $? "this machine has what the list names" "$(cat "$tmp/said" "$tmp/asked")"
finish
