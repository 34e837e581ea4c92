-- Records that are held and that their source has no longer, and since when that is known. They stay where they are.
CREATE TABLE gone(
  source INTEGER NOT NULL,
  list INTEGER NOT NULL,
  remote_id ANY NOT NULL,
  since INTEGER NOT NULL,
  PRIMARY KEY(source, list, remote_id)
) WITHOUT ROWID, STRICT;
