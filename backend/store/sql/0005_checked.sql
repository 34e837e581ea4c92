-- Orders that somebody looked into with a guide, and what it found. They name no order themselves, so that nothing of
-- an order is left here when it is erased.
CREATE TABLE checked(
  order_id INTEGER PRIMARY KEY,
  scenario TEXT NOT NULL,
  verdict TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
