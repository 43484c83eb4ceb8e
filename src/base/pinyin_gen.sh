#!/bin/sh
# Makes pinyin_table.h: the first letters of every reading of the characters U+4E00…9FFF, from Debian's package unicode-data.
# Run by hand after a new Unicode version:  src/base/pinyin_gen.sh > src/base/pinyin_table.h
# kHanyuPinyin is left out: it lists every reading ever met, and most would never be typed.
set -eu
export LC_ALL=C
file=${1:-/usr/share/unicode/Unihan_Readings.txt.bz2}
version=$(bzcat "$file" | sed -n 's/^# Unicode version: *//p;/^U/q')
cat <<EOT
/* pinyin_table: made by pinyin_gen.sh from Unicode $version (Unihan_Readings.txt: kMandarin, kHanyuPinlu, kXHC1983, kTGHZ2013). Do not edit.
 * Copyright (c) 1991-2022 Unicode, Inc. All rights reserved.
 * Distributed under the Terms of Use in https://www.unicode.org/copyright.html. */
/* clang-format off */
EOT
bzcat "$file" | sed 's/ā\|á\|ǎ\|à/a/g; s/ē\|é\|ě\|è\|ê\|ế\|ề/e/g; s/ō\|ó\|ǒ\|ò/o/g; s/ḿ/m/g; s/ń\|ň\|ǹ/n/g' | awk -F'\t' '
  function hex(s,  i, v) { for (i = 1; i <= length(s); i++) v = v * 16 + index("0123456789ABCDEF", substr(s, i, 1)) - 1; return v }
  function take(c, syllables,  i, n, s, first) {
    n = split(syllables, s, ",")
    for (i = 1; i <= n; i++) {
      first = substr(s[i], 1, 1)
      if (first !~ /[a-z]/) { print "no first letter: U+" c " " syllables > "/dev/stderr"; exit 1 }
      if (index(letters[c], first) == 0) letters[c] = letters[c] first
    }
  }
  function flush_line() { if (line != "") printf "\n  \"%s\"", line; line = "" }
  $2 !~ /^k(Mandarin|HanyuPinlu|XHC1983|TGHZ2013)$/ { next }
  { c = hex(substr($1, 3)); if (c < 19968 || c > 40959) next }
  $2 == "kMandarin" { # the customary reading comes first
    split($3, a, " "); before = letters[c]; letters[c] = ""; take(c, a[1]); main = letters[c]
    gsub(main, "", before); letters[c] = main before
    for (i = 2; i in a; i++) take(c, a[i])
    delete a
    next
  }
  { n = split($3, words, " "); for (i = 1; i <= n; i++) { w = words[i]; sub(/^.*:/, "", w); sub(/\(.*/, "", w); take(c, w) } }
  END {
    printf "/* One letter a character, \047.\047 none, a capital: several, see `several`. */\nstatic const char initials[] ="
    for (c = 19968; c <= 40959; c++) {
      one = c in letters ? substr(letters[c], 1, 1) : "."
      if (length(letters[c]) > 1) one = toupper(one)
      line = line one
      if (length(line) == 128) flush_line()
    }
    flush_line()
    print ";"
    printf "/* By code point; the customary one first. */\nstatic const struct {\n  uint16_t c;\n  char letters[4];\n} several[] = {"
    for (c = 19968; c <= 40959; c++) {
      if (length(letters[c]) < 2) continue
      if (length(letters[c]) > 4) { print "too many: " c > "/dev/stderr"; exit 1 }
      printf "%s{0x%X, \"%s\"},", n_out++ % 8 ? " " : "\n  ", c, letters[c]
    }
    print "\n};"
  }'
