-- What a guide last found of orders that could want somebody, so that it is asked again only when something changed.
-- stamp tells whether any record of the order has changed since; found is the case as the sweep wrote it.
CREATE TABLE swept(
  order_id INTEGER NOT NULL,
  scenario TEXT NOT NULL,
  stamp TEXT NOT NULL,
  at INTEGER NOT NULL,
  found BLOB NOT NULL,
  PRIMARY KEY(order_id, scenario)
) WITHOUT ROWID, STRICT;
