#!/bin/sh
# Installs what config/packages.txt names and this machine lacks. Root installs; anyone else is told what to type.
# Must not: remove or upgrade anything, or ask questions.
set -u
list=${1:-$(dirname "$0")/packages.txt}

# One dpkg-query for all names of the list: it takes 8 ms where one a name would take a second.
names=$(sed 's/#.*//; s/|/ /g' "$list")
have=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' $names 2>/dev/null | sed -n 's/^installed //p')
installed() { printf '%s\n' "$have" | grep -qxF "$1"; }

missing=
while read -r line; do
  first= found=
  for name in $(printf '%s' "$line" | sed 's/#.*//; s/|/ /g'); do
    first="$first $name"
    installed "$name" && found=1
  done
  [ -z "$first" ] || [ -n "$found" ] || missing="$missing
$first"
done <"$list"
[ -n "$missing" ] || exit 0

# Of alternatives the first one that this Debian has.
choose() {
  printf '%s\n' "$missing" | while read -r names; do
    for name in $names; do
      if [ "$name" = "$names" ] || apt-cache show "$name" >/dev/null 2>&1; then
        echo "$name"
        break
      fi
    done
  done
}
if [ "$(id -u)" != 0 ]; then
  echo "These packages are missing:" $(choose) >&2
  echo "Install them with:" >&2
  echo "  su -c 'apt-get install --no-install-recommends $(choose | tr '\n' ' ' | sed 's/ $//')'" >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
install() { apt-get install -y -q --no-install-recommends $(choose) >&2; }
# The package lists of a machine may be missing or old: fetch them only when the first try fails.
install || { apt-get update -q >&2 && install; }
