-- Schema 3. teller: the document that tells a discrepancy (of a split one the whole): of what came otherwise than a transfer's slip says, the slip, wherever the line
-- stands. Its rows are written anew whenever its state is.
ALTER TABLE discrepancy ADD COLUMN teller INTEGER NOT NULL DEFAULT 0;
UPDATE discrepancy SET teller = (SELECT coalesce(d.part_of, d.id) FROM doc d WHERE d.id = discrepancy.doc);
CREATE INDEX discrepancy_teller ON discrepancy(teller);
-- What waits: transfers on their way, requests without an answer, goods on loan.
CREATE INDEX doc_waiting ON doc(kind, state);
