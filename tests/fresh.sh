#!/bin/bash
# Tries the tree as a newcomer has it: in fresh minimal roots of Debian 12 and 13, `apt-get install make`, then `make check`.
# tests/fresh.sh [DIR [SUITE…]]: the roots are made in DIR (default build/fresh), by debootstrap, from the mirror this machine's apt uses. Needs root.
# A root that is there already is used again; FRESH_COMMAND replaces `make check`. Must not: touch anything outside DIR.
set -u
cd "$(dirname "$0")/.." || exit 2
[ "$(id -u)" = 0 ] || { echo "tests/fresh.sh needs root: it makes whole systems with debootstrap and chroot." >&2; exit 2; }
command -v debootstrap >/dev/null || apt-get install -y -q --no-install-recommends debootstrap || exit 2
mkdir -p "${1:-build/fresh}" && dir=$(cd "${1:-build/fresh}" && pwd) || exit 2
suites=${*:2}
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Origin: Debian' 'Label: Debian' | head -1)
failed=0

enter() { # enter ROOT COMMAND: with /proc, a private /dev/shm, no variables of ours, no standard input
  chroot "$1" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 CI=true DEBIAN_FRONTEND=noninteractive \
    sh -c "$2" </dev/null
}
try() {
  local suite=$1 root=$dir/$1 begin=$SECONDS
  if [ ! -e "$root/etc/os-release" ]; then
    debootstrap --variant=minbase "$suite" "$root" "$mirror" >"$dir/$suite.log" 2>&1 || return 1
  fi
  cp /etc/resolv.conf "$root/etc/resolv.conf"
  rm -rf "$root/root/tree" && mkdir "$root/root/tree"
  git ls-files -z --cached --others --exclude-standard | xargs -0 tar -c | tar -x -C "$root/root/tree" || return 1
  mount -t proc proc "$root/proc" || return 1
  enter "$root" "cd /root/tree && apt-get install -y -q make && ${FRESH_COMMAND:-make check}" >>"$dir/$suite.log" 2>&1
  local rc=$?
  umount "$root/proc"
  echo "$suite: $([ $rc = 0 ] && echo fine || echo "FAILED ($rc)") after $((SECONDS - begin)) s; the log is $dir/$suite.log"
  tail -n 3 "$dir/$suite.log" | sed 's/^/  /'
  return $rc
}
for suite in ${suites:-bookworm trixie}; do try "$suite" || failed=1; done
exit $failed
