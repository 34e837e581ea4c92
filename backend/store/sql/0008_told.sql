-- Who else told of a record, beside the source that its row belongs to, and since when that is known.
CREATE TABLE told(
  list INTEGER NOT NULL,
  source INTEGER NOT NULL,
  remote_id ANY NOT NULL,
  teller INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY(list, source, remote_id, teller)
) WITHOUT ROWID, STRICT;

-- By which profile a source was read from when on. digest is that of the profile's text.
CREATE TABLE profiles_used(
  source INTEGER NOT NULL,
  since INTEGER NOT NULL,
  profile TEXT NOT NULL,
  digest TEXT NOT NULL,
  PRIMARY KEY(source, since)
) WITHOUT ROWID, STRICT;

-- A paused source is asked only by name.
ALTER TABLE sources ADD COLUMN paused INTEGER NOT NULL DEFAULT 0;
