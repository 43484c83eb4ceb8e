#!/bin/sh
# Makes utf8_table.h: the ranges of code points that take no cell or two, from Debian's package unicode-data.
# Run by hand after a new Unicode version:  src/base/utf8_gen.sh > src/base/utf8_table.h
set -eu
ucd=${1:-/usr/share/unicode}
version=$(sed -n '1s/^# EastAsianWidth-\(.*\)\.txt.*/\1/p' "$ucd/EastAsianWidth.txt")
cat <<EOT
/* utf8_table: made by utf8_gen.sh from Unicode $version (EastAsianWidth.txt W and F; UnicodeData.txt Mn, Me, Cf). Do not edit.
 * Copyright (c) 1991-2022 Unicode, Inc. All rights reserved.
 * Distributed under the Terms of Use in https://www.unicode.org/copyright.html. */
/* clang-format off */
EOT
ranges() { # sorted lines FIRST LAST (decimal) on standard input, touching ones joined
  sort -n | awk -v name="$1" '
    function out() { if (have) { printf "%s{0x%X, 0x%X},", n++ % 6 ? " " : "\n  ", a, b } }
    BEGIN { printf "static const struct range %s[] = {", name }
    have && $1 <= b + 1 { if ($2 > b) b = $2; next }
    { out(); a = $1; b = $2; have = 1 }
    END { out(); print "\n};" }'
}
hex='function hex(s,  i, v) { for (i = 1; i <= length(s); i++) v = v * 16 + index("0123456789ABCDEF", substr(s, i, 1)) - 1; return v }'
awk -F'[;# ]+' "$hex"' $2 == "W" || $2 == "F" { n = split($1, r, /\.\./); print hex(r[1]), hex(r[n]) }' "$ucd/EastAsianWidth.txt" | ranges wide
{
  awk -F';' "$hex"' ($3 == "Mn" || $3 == "Me" || $3 == "Cf") && $1 != "00AD" { print hex($1), hex($1) }' "$ucd/UnicodeData.txt"
  echo 4448 4607 # Hangul vowels and finals, drawn into the syllable before them
} | ranges empty
