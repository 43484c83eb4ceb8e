-- Schema 1. Quantities: integers in 10^-decimals of the item's unit. Money: integer minor units of the store's currency. Days: days since
-- 1970-01-01, -2147483648 none. Times: UTC microseconds. Local integer ids never leave the file: events name things by code.

-- Who this database is: store, name, currency, timezone, day_start, mode (store, demo, practice).
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
-- The store's own settings that differ from the defaults of config/options.def.
CREATE TABLE setting(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- ---- master data
CREATE TABLE item(
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,          -- HQ/ERP code; for a catalogue without one, the barcode
  name TEXT NOT NULL,
  name_en TEXT NOT NULL DEFAULT '',
  mnemonic TEXT NOT NULL DEFAULT '',  -- as given, else '' (initials are made from the name for the search)
  unit TEXT NOT NULL DEFAULT '',
  decimals INTEGER NOT NULL DEFAULT 0 CHECK(decimals IN (0,3)),
  frozen INTEGER NOT NULL DEFAULT 0,  -- 1 after the first fact: decimals can no longer change
  category TEXT NOT NULL DEFAULT '', brand TEXT NOT NULL DEFAULT '', spec TEXT NOT NULL DEFAULT '',
  origin TEXT NOT NULL DEFAULT '', grade TEXT NOT NULL DEFAULT '',
  track INTEGER NOT NULL DEFAULT 0,   -- 0 none, 1 lot, 2 serial
  style TEXT NOT NULL DEFAULT '', colour TEXT NOT NULL DEFAULT '', size TEXT NOT NULL DEFAULT '',
  supplier TEXT NOT NULL DEFAULT '',  -- code of the usual supplier
  cost INTEGER,                       -- purchase cost of one whole unit, NULL unknown
  tax INTEGER,                        -- parts per million, NULL unknown
  pack INTEGER NOT NULL DEFAULT 0,    -- whole units in the ordering pack, 0 none
  shelf_life INTEGER NOT NULL DEFAULT 0, -- days; > 0 asks for an expiry date when received
  status INTEGER NOT NULL DEFAULT 0   -- 0 active, 1 ending, 2 blocked, 3 ended
);
-- key = code_key(text): a GTIN as 14 digits, else the folded text. One key may name two items (then a scan asks) and one item may have
-- two texts of one key (with and without leading zeros).
CREATE TABLE barcode(
  key TEXT NOT NULL, item INTEGER NOT NULL, text TEXT NOT NULL,
  units INTEGER NOT NULL DEFAULT 1,   -- whole units per scan
  kind TEXT NOT NULL DEFAULT 'ean',   -- ean, case, store, other
  PRIMARY KEY(key, item, text)
) WITHOUT ROWID;
CREATE INDEX barcode_item ON barcode(item);
-- The price in force at t: the row of the level with the latest since <= t, if t < until.
CREATE TABLE price(
  item INTEGER NOT NULL, level TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL, -- until 9223372036854775807: open
  amount INTEGER NOT NULL, unit_price INTEGER, unit_measure TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL DEFAULT '',
  PRIMARY KEY(item, level, since)
) WITHOUT ROWID;
CREATE TABLE store(
  code TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL DEFAULT 'store', region TEXT NOT NULL DEFAULT '', area TEXT NOT NULL DEFAULT '',
  chain TEXT NOT NULL DEFAULT '', channel TEXT NOT NULL DEFAULT '', address TEXT NOT NULL DEFAULT '', timezone TEXT NOT NULL DEFAULT '',
  day_start TEXT NOT NULL DEFAULT '', currency TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE TABLE supplier(code TEXT PRIMARY KEY, name TEXT NOT NULL, phone TEXT NOT NULL DEFAULT '', lead_days INTEGER) WITHOUT ROWID;
CREATE TABLE staff(code TEXT PRIMARY KEY, name TEXT NOT NULL, active INTEGER NOT NULL DEFAULT 1) WITHOUT ROWID;
CREATE TABLE staff_role(staff TEXT NOT NULL, role TEXT NOT NULL, store TEXT NOT NULL, PRIMARY KEY(staff, role, store)) WITHOUT ROWID;
-- hash: Argon2id; change = 1: opens only 'staff pin'; fails and until slow down wrong PINs, durably.
CREATE TABLE staff_pin(
  staff TEXT PRIMARY KEY, hash TEXT NOT NULL, change INTEGER NOT NULL, fails INTEGER NOT NULL DEFAULT 0, until INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
-- Places of the store and the outside ones. kind: floor back counter damaged reserved zone | transit | outside.
CREATE TABLE place(id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL, kind TEXT NOT NULL, parent INTEGER);

-- ---- what HQ or a file announced: orders, ASNs, allocations
CREATE TABLE expected(
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, number TEXT NOT NULL, -- kind: order, asn, allocation
  supplier TEXT NOT NULL DEFAULT '', source TEXT NOT NULL DEFAULT '', destination TEXT NOT NULL DEFAULT '', -- destination: a store, '' this one
  due INTEGER NOT NULL DEFAULT -2147483648,
  state TEXT NOT NULL DEFAULT 'open', -- open, part, received, closed
  UNIQUE(kind, number)
);
CREATE TABLE expected_line(
  expected INTEGER NOT NULL, line INTEGER NOT NULL, item INTEGER NOT NULL, qty INTEGER NOT NULL,
  received INTEGER NOT NULL DEFAULT 0, -- by posted receipts less reversals; kept, rebuilt from the log
  closed INTEGER NOT NULL DEFAULT 0,   -- 1: nothing more is expected (closed short, or missing at the finish)
  carton TEXT NOT NULL DEFAULT '', lot TEXT NOT NULL DEFAULT '',
  produced INTEGER NOT NULL DEFAULT -2147483648, expiry INTEGER NOT NULL DEFAULT -2147483648,
  cost INTEGER, due INTEGER NOT NULL DEFAULT -2147483648, order_number TEXT NOT NULL DEFAULT '',
  PRIMARY KEY(expected, line)
) WITHOUT ROWID;
CREATE INDEX expected_line_carton ON expected_line(carton) WHERE carton <> '';
CREATE INDEX expected_line_item ON expected_line(item);

-- ---- drafts: facts, append-only
CREATE TABLE draft(
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
  head TEXT NOT NULL,                 -- JSON: mode, orders, asn, supplier
  who TEXT NOT NULL, since INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'open', -- open, posted, discarded
  doc INTEGER, facts INTEGER NOT NULL DEFAULT 0 -- facts: the last fact's n
);
CREATE INDEX draft_open ON draft(id) WHERE state = 'open';
CREATE TABLE fact(
  draft INTEGER NOT NULL, n INTEGER NOT NULL,
  at INTEGER NOT NULL, pos INTEGER NOT NULL, -- pos: the log position (event id) it was made at
  seat TEXT NOT NULL, seat_n INTEGER NOT NULL DEFAULT 0, who TEXT NOT NULL, -- seat_n: the seat's own number (@N), 0 none
  word TEXT NOT NULL,                 -- scan qty damaged lot produced expiry reason short carton total driver seal crates undo more done teach
  line INTEGER NOT NULL,              -- n of the fact that opened the line it is about; 0: about the whole draft
  code TEXT NOT NULL DEFAULT '', item INTEGER NOT NULL DEFAULT 0, -- item 0: unknown code, parked
  qty INTEGER NOT NULL DEFAULT 0,     -- base units, signed; a typed total is a fact of the difference
  carton TEXT NOT NULL DEFAULT '', lot TEXT NOT NULL DEFAULT '',
  produced INTEGER NOT NULL DEFAULT -2147483648, expiry INTEGER NOT NULL DEFAULT -2147483648,
  arg TEXT NOT NULL DEFAULT '', problem TEXT NOT NULL DEFAULT '',
  source INTEGER NOT NULL DEFAULT 0,  -- 0 line on standard input, 1 gun, 2 wedge, 3 keyboard, 4 file
  undone INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY(draft, n)
) WITHOUT ROWID;
CREATE UNIQUE INDEX fact_seat ON fact(draft, seat, seat_n) WHERE seat_n > 0;
CREATE INDEX fact_parked ON fact(code) WHERE item = 0 AND word = 'scan';
CREATE INDEX fact_taught ON fact(draft, line) WHERE word = 'teach';

-- ---- the log: one gap-free chain per origin (an incarnation of a database)
CREATE TABLE origin(
  id INTEGER PRIMARY KEY, origin BLOB NOT NULL UNIQUE, store TEXT NOT NULL, own INTEGER NOT NULL,
  device TEXT NOT NULL,               -- letter of its printed numbers
  head INTEGER NOT NULL, hash BLOB NOT NULL, -- last seq, chain hash at it
  sealed INTEGER NOT NULL DEFAULT 0,  -- 1: never written again by this database
  key BLOB NOT NULL                   -- Ed25519 public key of the writer
);
CREATE TABLE event(
  id INTEGER PRIMARY KEY,             -- order of arrival here
  origin INTEGER NOT NULL, seq INTEGER NOT NULL,
  kind TEXT NOT NULL, version INTEGER NOT NULL, doc BLOB NOT NULL, -- doc: UUIDv7
  at INTEGER NOT NULL, day INTEGER NOT NULL, hash BLOB NOT NULL, body BLOB NOT NULL,
  UNIQUE(origin, seq)
);
CREATE TABLE event_parked(
  id INTEGER PRIMARY KEY, at INTEGER NOT NULL, origin BLOB NOT NULL, seq INTEGER NOT NULL, reason TEXT NOT NULL, batch BLOB NOT NULL
);
CREATE TABLE peer_key(store TEXT NOT NULL, key BLOB NOT NULL, at INTEGER NOT NULL, PRIMARY KEY(store, key)) WITHOUT ROWID;
-- Printed numbers: the last one given per device letter.
CREATE TABLE counter(device TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID;

-- ---- documents and the ledger: everything below can be rebuilt from the log
CREATE TABLE doc(
  id INTEGER PRIMARY KEY,             -- its event's id, so that a rebuild gives the same rows
  uuid BLOB NOT NULL UNIQUE, number TEXT NOT NULL, kind TEXT NOT NULL, store TEXT NOT NULL,
  at INTEGER NOT NULL, day INTEGER NOT NULL, -- day: business day as claimed
  who TEXT NOT NULL, approved_by TEXT NOT NULL DEFAULT '',
  root INTEGER NOT NULL,              -- the oldest ancestor document here (itself when none)
  part_of INTEGER,                    -- the parent without lines, of a document split at 2,000 lines
  state TEXT NOT NULL, late INTEGER NOT NULL DEFAULT 0,
  lines INTEGER NOT NULL, first_move INTEGER NOT NULL DEFAULT 0, moves INTEGER NOT NULL DEFAULT 0 -- move ids first_move … first_move + moves - 1
);
CREATE INDEX doc_number ON doc(number);
CREATE INDEX doc_day ON doc(day);
CREATE INDEX doc_root ON doc(root);
CREATE INDEX doc_part_of ON doc(part_of) WHERE part_of IS NOT NULL;
-- kind 'doc': ref is the parent's uuid in hex; else a row class (asn, order, allocation): ref is its number.
CREATE TABLE doc_parent(doc INTEGER NOT NULL, kind TEXT NOT NULL, ref TEXT NOT NULL, PRIMARY KEY(doc, kind, ref)) WITHOUT ROWID;
CREATE INDEX doc_parent_ref ON doc_parent(ref, kind);
-- Lot 0 means none and has no row.
CREATE TABLE lot(id INTEGER PRIMARY KEY, item INTEGER NOT NULL, lot TEXT NOT NULL, expiry INTEGER NOT NULL, UNIQUE(item, lot, expiry));
-- Ids rise with the ledger day (ledger_day), which never falls; the document keeps its claimed day.
CREATE TABLE move(
  id INTEGER PRIMARY KEY, doc INTEGER NOT NULL, line INTEGER NOT NULL, item INTEGER NOT NULL, lot INTEGER NOT NULL,
  src INTEGER NOT NULL, dst INTEGER NOT NULL, qty INTEGER NOT NULL, value INTEGER NOT NULL,
  col INTEGER NOT NULL                -- column of the movement report (enum move_col); a reversal stands in its original's
);
CREATE INDEX move_item ON move(item);
CREATE TABLE ledger_day(day INTEGER PRIMARY KEY, first_move INTEGER NOT NULL);
CREATE TABLE stock(
  item INTEGER NOT NULL, place INTEGER NOT NULL, lot INTEGER NOT NULL, qty INTEGER NOT NULL CHECK(typeof(qty) = 'integer'), -- a sum too large must fail, not turn into a real
  last_move INTEGER NOT NULL,
  PRIMARY KEY(item, place, lot)
) WITHOUT ROWID;
-- The moving-average pool of the store: value / qty; last_*: the last known cost, for stock at or below zero.
CREATE TABLE cost(
  item INTEGER PRIMARY KEY, qty INTEGER NOT NULL CHECK(typeof(qty) = 'integer'), value INTEGER NOT NULL CHECK(typeof(value) = 'integer'),
  last_qty INTEGER NOT NULL, last_value INTEGER NOT NULL
);
-- Pool quantity and value (measure: qty, value) of every item before the month's first move (day: the month's first), as arrays by item id: a period's opening
-- is this plus the rows since. A month without moves has no row. Layout: src/ledger/README.md.
CREATE TABLE month(day INTEGER NOT NULL, measure TEXT NOT NULL, data BLOB NOT NULL, PRIMARY KEY(day, measure));
CREATE TABLE discrepancy(
  id TEXT PRIMARY KEY,                -- document/line/kind; state: open, closed, withdrawn (its line was reversed)
  doc INTEGER NOT NULL, line INTEGER NOT NULL, kind TEXT NOT NULL, item INTEGER NOT NULL DEFAULT 0, carton TEXT NOT NULL DEFAULT '',
  expected INTEGER NOT NULL, found INTEGER NOT NULL, value INTEGER NOT NULL,
  owner TEXT NOT NULL DEFAULT '', day INTEGER NOT NULL, state TEXT NOT NULL DEFAULT 'open', note TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE INDEX discrepancy_doc ON discrepancy(doc, line);
CREATE INDEX discrepancy_open ON discrepancy(day) WHERE state = 'open';

-- ---- keeping account
CREATE TABLE audit(
  id INTEGER PRIMARY KEY, at INTEGER NOT NULL, who TEXT NOT NULL, approved_by TEXT NOT NULL DEFAULT '', seat TEXT NOT NULL,
  action TEXT NOT NULL, object TEXT NOT NULL DEFAULT '', old TEXT NOT NULL DEFAULT '', new TEXT NOT NULL DEFAULT ''
);
-- A named transaction that can be taken back; its changesets play back last first.
CREATE TABLE undo(id INTEGER PRIMARY KEY, at INTEGER NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'done'); -- done, undone
CREATE TABLE undo_part(undo INTEGER NOT NULL, n INTEGER NOT NULL, changes BLOB NOT NULL, PRIMARY KEY(undo, n));
CREATE TABLE import(
  id INTEGER PRIMARY KEY, at INTEGER NOT NULL, who TEXT NOT NULL, kind TEXT NOT NULL, file TEXT NOT NULL, hash BLOB NOT NULL, map TEXT NOT NULL DEFAULT '',
  rows INTEGER NOT NULL, added INTEGER NOT NULL, changed INTEGER NOT NULL, same INTEGER NOT NULL, rejected INTEGER NOT NULL,
  encoding TEXT NOT NULL DEFAULT '',  -- as it was read
  document TEXT NOT NULL DEFAULT '',  -- opening stock: the number of its document
  skip_bad INTEGER NOT NULL DEFAULT 0, done INTEGER NOT NULL DEFAULT 0, -- done: rows written so far, in key order
  state TEXT NOT NULL, undo INTEGER   -- unfinished, done, undone
);
-- Runs of items an import added. digest: what they were made of, when the run was written without a changeset; NULL: the changeset holds them.
CREATE TABLE import_items(import INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, digest BLOB, PRIMARY KEY(import, first)) WITHOUT ROWID;
-- The search blob in pages: page p holds the items with id / 2048 = p (db/search.c).
CREATE TABLE search_page(id INTEGER PRIMARY KEY, data BLOB NOT NULL);
