-- When the hours were erased; 0: before this was noted. They are hours of which nobody can tell whose they were: all time
-- before a moment, and records that named no order.
ALTER TABLE erased_hours ADD COLUMN erased_at INTEGER NOT NULL DEFAULT 0;

-- Hours in which something was erased of an order: of that order it can't be said any more what was there. mark is a keyed
-- digest of what the order was called (a reference, with and without its customer; an id), from which nobody can tell
-- which order it was.
CREATE TABLE erased_orders(
  mark BLOB NOT NULL,
  source INTEGER NOT NULL,
  list INTEGER NOT NULL,
  from_at INTEGER NOT NULL,
  to_at INTEGER NOT NULL,
  erased_at INTEGER NOT NULL,
  PRIMARY KEY(mark, source, list, from_at)
) WITHOUT ROWID, STRICT;
