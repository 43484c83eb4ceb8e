/* words: the fixed words of the books (kinds, states, findings, roles) as people read them. Owns which words are fixed.
 * Must not: be asked for JSON or CSV; programs get the words as they are kept. */
#include "src/report/report.h"

static const char *const words[] = {
    /* kinds of documents, imports and codes */
    N_("opening"),
    N_("receipt"),
    N_("resolution"),
    N_("reversal"),
    N_("teach"),
    N_("request"),
    N_("answer"),
    N_("transfer"),
    N_("correction"),
    N_("adjust"),
    N_("move"),
    N_("convert"),
    N_("return"),
    N_("order"),
    N_("asn"),
    N_("blind"),
    N_("allocation"),
    N_("items"),
    N_("barcodes"),
    N_("prices"),
    N_("stores"),
    N_("staff"),
    N_("suppliers"),
    N_("places"),
    N_("stock"),
    N_("orders"),
    N_("asns"),
    N_("allocations"),
    N_("events"),
    N_("gtin"),
    N_("sscc"),
    N_("case"),
    N_("instore"),
    N_("document"),
    /* states */
    N_("open"),
    N_("part"),
    N_("received"),
    N_("closed"),
    N_("withdrawn"),
    N_("posted"),
    N_("reversed"),
    N_("part reversed"),
    N_("requested"),
    N_("changed"),
    N_("approved"),
    N_("rejected"),
    N_("cancelled"),
    N_("part shipped"),
    N_("dispatched"),
    N_("part received"),
    N_("verified"),
    N_("disputed"),
    N_("forwarded"),
    N_("on loan"),
    N_("part returned"),
    N_("returned"),
    N_("discarded"),
    N_("done"),
    N_("undone"),
    N_("unfinished"),
    N_("picking"),
    /* kinds of adjustments, and what a correction puts right */
    N_("damage"),
    N_("scrap"),
    N_("consumption"),
    N_("gift"),
    N_("sample"),
    N_("out"),
    N_("in"),
    N_("misc"),
    N_("slip"),
    N_("claim"),
    N_("tolerance"),
    N_("forward"),
    /* findings */
    N_("missing"),
    N_("short"),
    N_("over"),
    N_("damaged"),
    N_("unknown"),
    N_("listed"),
    N_("unlisted"),
    N_("misdirected"),
    N_("not ordered"),
    N_("beyond stock"),
    /* roles */
    N_("clerk"),
    N_("counter"),
    N_("manager"),
    N_("approver"),
    /* what was done */
    N_("post"),
    N_("repair"),
    N_("restore"),
    N_("approve"),
    N_("backup"),
    N_("discard"),
    N_("pin set"),
    N_("pin wrong"),
    N_("import"),
    N_("import undo"),
    N_("setting"),
    /* whose, and what for */
    N_("machine"),
    N_("store"),
    N_("practice"),
    N_("demo"),
    N_("none"),
    N_("no"),
    N_("yes"),
    N_("key"),
    N_("set"),
    N_("change"),
    N_("any"),
    /* levels of prices, kinds of barcodes */
    N_("retail"),
    N_("member"),
    N_("ean"),
    N_("other"),
    /* groups of a report */
    N_("item"),
    N_("category"),
    N_("brand"),
    N_("supplier"),
    N_("place"),
    /* types of fields */
    N_("code"),
    N_("text"),
    N_("word"),
    N_("number"),
    N_("quantity"),
    N_("amount"),
    N_("rate"),
    N_("date"),
    N_("time"),
    N_("0 or 1"),
};

/* Kept words are joined by _ where people see a blank. */
static bool same(const char *text, const char *word) {
  while (*text && (*text == *word || (*text == ' ' && *word == '_'))) text++, word++;
  return *text == *word;
}

const char *place_text(struct db *db, const char *code) {
  static struct place p;
  struct err ignored;
  bool found = false;
  if (!place_by_code(db, &ignored, code, &p, &found) || !found) return ledger_place_name(code, "");
  const char *name = ledger_place_name(code, p.name);
  return *name ? name : code;
}

void out_place(struct out *out, size_t column, struct db *db, const char *code) {
  if (str_empty(code)) return;
  out_text(out, column, out_people(out) ? place_text(db, code) : code);
}

const char *out_word(const char *word) {
  for (size_t i = 0; i < COUNT(words); i++)
    if (same(words[i], word)) return text_get(words[i]);
  return word;
}
