-- What was looked for last, newest first. It may name people, so erasing anything empties it.
CREATE TABLE recent(
  text TEXT PRIMARY KEY,
  at INTEGER NOT NULL
) WITHOUT ROWID, STRICT;
