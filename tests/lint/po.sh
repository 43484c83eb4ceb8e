#!/bin/bash
# Translations: every marked sentence of the sources stands in config/po/zh_CN.po, translated, none fuzzy, none superfluous.
# `po.sh --update` (make po) brings the tracked file up to date; without it nothing tracked is touched.
. "$(dirname "$0")/../lib.sh"
po=config/po/zh_CN.po
pot=$tmp/zhanggui.pot new=$tmp/zh_CN.po

# --from-code and -L C: a .def is C to us, to xgettext a name it does not know. Sorted by file, without line numbers: a change shows only itself.
extract() {
  find $(ls -d src ui db config printers 2>/dev/null) \( -name '*.c' -o -name '*.h' -o -name '*.def' \) | LC_ALL=C sort |
    xgettext -L C --from-code=UTF-8 -k -k_ -kN_ -k_n:1,2 -ktext_count:3,4 -ktext_list_count:3,4 --add-location=file --no-wrap --package-name=zhanggui -f - -o "$pot" 2>&1 &&
    sed -i '/^"POT-Creation-Date/d; s/charset=CHARSET/charset=UTF-8/' "$pot" &&
    msgmerge -q --no-fuzzy-matching --no-wrap --add-location=file -o "$tmp/merged.po" "$po" "$pot" &&
    msgattrib --no-obsolete --no-wrap --add-location=file -o "$new" "$tmp/merged.po"
}
empty() { # no message but the header: nothing printed at all
  [ -z "$("$@")" ] || { "$@" | grep '^msgid' | head -20; return 1; }
}

if [ "${1:-}" = --update ]; then
  extract && cp "$new" "$po" && msgfmt --statistics -o /dev/null "$po"
  exit
fi
check "the sentences of the sources can be extracted" extract
check "config/po/zh_CN.po is up to date (else: make po)" diff -u "$po" "$new"
check "nothing is untranslated" empty msgattrib --untranslated --no-wrap "$new"
check "nothing is fuzzy" empty msgattrib --only-fuzzy --no-wrap "$new"
check "msgfmt finds no fault" msgfmt --check --check-accelerators=_ -o "$tmp/zh.mo" "$po"
finish
