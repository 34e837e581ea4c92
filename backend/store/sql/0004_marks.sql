-- What agents note of records: bookmarks, colour labels and notes. Nothing that follows from records is in here, and no sync
-- or rebuild touches it; it goes by the source's id, so that it stays when the record goes and is there when it comes back.
CREATE TABLE own_marks(
  list INTEGER NOT NULL,
  source INTEGER NOT NULL,
  remote_id ANY NOT NULL,
  bookmarked INTEGER NOT NULL,
  label TEXT NOT NULL,
  note TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  PRIMARY KEY(list, source, remote_id)
) WITHOUT ROWID, STRICT;

-- Lists with their filters, by the name that was given to them. query is as in a link (order.View); place orders them.
CREATE TABLE views(
  name TEXT PRIMARY KEY COLLATE NOCASE,
  list INTEGER NOT NULL,
  query TEXT NOT NULL,
  place INTEGER NOT NULL
) WITHOUT ROWID, STRICT;
