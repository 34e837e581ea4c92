-- Names of templates, by which lists are filtered. A record whose template has no name, or was not captured, has none: 0.
CREATE TABLE templates(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;
ALTER TABLE requests ADD COLUMN template INTEGER NOT NULL DEFAULT 0;
ALTER TABLE postbacks ADD COLUMN template INTEGER NOT NULL DEFAULT 0;

-- What is counted of whole days (UTC) by all that a chip can choose at once, so that each chip can say how many it would
-- leave. Whoever changes a day's records takes its row away; it is counted anew when somebody asks (facets.go).
CREATE TABLE day_facets(
  list INTEGER NOT NULL,
  day INTEGER NOT NULL,
  cells BLOB NOT NULL,
  PRIMARY KEY(list, day)
) WITHOUT ROWID, STRICT;
