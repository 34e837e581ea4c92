-- Where records come from: one feed, one set of files. tenant is the account that a feed says it serves.
CREATE TABLE sources(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  url TEXT NOT NULL,
  profile TEXT NOT NULL,
  tenant TEXT NOT NULL,
  added_at INTEGER NOT NULL
) STRICT;

-- Short texts that recur in every row: request types, events, statuses, directions, results.
CREATE TABLE words(
  id INTEGER PRIMARY KEY,
  word TEXT NOT NULL UNIQUE
) STRICT;
-- The most usual ones, which indexes of the rest leave out.
INSERT INTO words(id, word) VALUES(1, 'submit'), (2, 'delivered');

-- Customers, as the latest record names them. key is their id, or else their reference, or else their name.
CREATE TABLE customers(
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  party_id TEXT NOT NULL,
  name TEXT NOT NULL,
  reference_id TEXT NOT NULL
) STRICT;

-- The ways by which orders come in.
CREATE TABLE connectors(
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  connector_id TEXT NOT NULL,
  type TEXT NOT NULL,
  name TEXT NOT NULL
) STRICT;

-- Orders: one reference of one customer. What lists show of an order is derived from its records. id is the second of
-- the first record seen * 64 + n, so that orders come in the order of time, nearly. ref_key is the reference as it is
-- compared (order.Key). accepted_at is when a submit was first accepted. news is the kind of the latest postback, NULL
-- when none is held.
CREATE TABLE orders(
  id INTEGER PRIMARY KEY,
  ref_key TEXT NOT NULL,
  customer INTEGER NOT NULL,
  ref TEXT NOT NULL,
  accepted_at INTEGER,
  news INTEGER,
  news_at INTEGER,
  cancel_accepted INTEGER NOT NULL DEFAULT 0,
  UNIQUE(ref_key, customer)
) STRICT;
CREATE INDEX orders_silent ON orders(accepted_at) WHERE accepted_at IS NOT NULL AND news IS NULL AND cancel_accepted = 0;
CREATE INDEX orders_silent_of ON orders(customer, accepted_at) WHERE accepted_at IS NOT NULL AND news IS NULL AND cancel_accepted = 0;

-- Gelato's order ids (packed as remote ids are), and the order that each belongs to.
CREATE TABLE order_ids(
  id INTEGER PRIMARY KEY,
  value ANY NOT NULL,
  order_id INTEGER NOT NULL,
  UNIQUE(value, order_id)
) STRICT;
CREATE INDEX order_ids_order ON order_ids(order_id);

-- Requests as lists show them. id is received_at * 1024 + n, so time order is the primary key; when a millisecond
-- has more than 1024 records, the rest take the following ids, and received_at stays exact (see spill).
-- remote_id is the source's id: 16 bytes for a UUID, else its text. outcome, severity and stages are judged as
-- of a far future; waiting marks those that are pending while they are young. digest tells whether a record changed.
CREATE TABLE requests(
  id INTEGER PRIMARY KEY,
  source INTEGER NOT NULL,
  remote_id ANY NOT NULL,
  received_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  order_id INTEGER NOT NULL,
  gelato_id INTEGER NOT NULL,
  customer INTEGER NOT NULL,
  connector INTEGER NOT NULL,
  type INTEGER NOT NULL,
  outcome INTEGER NOT NULL,
  waiting INTEGER NOT NULL,
  severity INTEGER NOT NULL,
  stages INTEGER NOT NULL,
  failed_stage INTEGER NOT NULL,
  http INTEGER NOT NULL,
  duration_ms INTEGER NOT NULL,
  body INTEGER NOT NULL,
  digest BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX requests_remote ON requests(remote_id, source);
CREATE INDEX requests_order ON requests(order_id);
CREATE INDEX requests_stray ON requests(gelato_id) WHERE order_id = 0;
-- What lists are narrowed by, newest first: each index also holds what the rest of a filter asks of it.
CREATE INDEX requests_customer ON requests(customer, id, outcome, type, failed_stage);
CREATE INDEX requests_outcome ON requests(outcome, id, customer, type, failed_stage) WHERE outcome <> 0;
CREATE INDEX requests_stage ON requests(failed_stage, id, customer, outcome, type) WHERE failed_stage <> 0;
CREATE INDEX requests_type ON requests(type, id, customer, outcome, failed_stage) WHERE type <> 1;

-- Postbacks as lists show them; ids as in requests. severity 3 is a warning unless the order's cancel request was accepted.
CREATE TABLE postbacks(
  id INTEGER PRIMARY KEY,
  source INTEGER NOT NULL,
  remote_id ANY NOT NULL,
  occurred_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  order_id INTEGER NOT NULL,
  gelato_id INTEGER NOT NULL,
  customer INTEGER NOT NULL,
  direction INTEGER NOT NULL,
  event INTEGER NOT NULL,
  status INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  severity INTEGER NOT NULL,
  result INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  http INTEGER NOT NULL,
  body INTEGER NOT NULL,
  digest BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX postbacks_remote ON postbacks(remote_id, source);
CREATE INDEX postbacks_order ON postbacks(order_id);
CREATE INDEX postbacks_stray ON postbacks(gelato_id) WHERE order_id = 0;
CREATE INDEX postbacks_customer ON postbacks(customer, id, kind, direction, result);
CREATE INDEX postbacks_kind ON postbacks(kind, id, direction, customer, result);
CREATE INDEX postbacks_result ON postbacks(result, id, kind, direction, customer) WHERE result <> 2;

-- How many milliseconds the ids of a list run ahead of their moments at most; 0 but for crowded milliseconds.
CREATE TABLE spill(
  list INTEGER PRIMARY KEY,
  ms INTEGER NOT NULL
) STRICT;

-- Whole records, one frame each. codec: 0 plain, 1 zstd, 2 zstd with a dictionary (the frame names it), 128 sealed: the
-- frame says which block holds it and where (seal.go). Lists never read these tables. They have ids of their own, in the order of
-- writing: histories come newest first, and a table filled from its end downwards leaves its pages half empty.
CREATE TABLE request_bodies(
  id INTEGER PRIMARY KEY,
  codec INTEGER NOT NULL,
  frame BLOB NOT NULL
) STRICT;
CREATE TABLE postback_bodies(
  id INTEGER PRIMARY KEY,
  codec INTEGER NOT NULL,
  frame BLOB NOT NULL
) STRICT;

-- Frames of cold records, several in one zstd frame each. No number is given twice: blocks are kept in memory by it.
CREATE TABLE blocks(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  frame BLOB NOT NULL
) STRICT;

-- Up to which id the records of a list have been sealed; what came in below it later is not.
CREATE TABLE sealed(
  list INTEGER PRIMARY KEY,
  id INTEGER NOT NULL
) STRICT;

-- Former states of changed records: the frame that was replaced, and when.
CREATE TABLE former(
  list INTEGER NOT NULL,
  source INTEGER NOT NULL,
  remote_id ANY NOT NULL,
  replaced_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  codec INTEGER NOT NULL,
  frame BLOB NOT NULL,
  PRIMARY KEY(list, source, remote_id, replaced_at, updated_at)
) WITHOUT ROWID, STRICT;

-- Template sources, once each: frames name them by id. digest is the SHA-256 of the text. uses is how many frames do.
CREATE TABLE texts(
  id INTEGER PRIMARY KEY,
  digest BLOB NOT NULL UNIQUE,
  uses INTEGER NOT NULL DEFAULT 0,
  codec INTEGER NOT NULL,
  frame BLOB NOT NULL
) STRICT;

-- Compression dictionaries, trained on records with all values blanked; never deleted while a frame may need them.
CREATE TABLE dictionaries(
  id INTEGER PRIMARY KEY,
  list INTEGER NOT NULL,
  data BLOB NOT NULL,
  made_at INTEGER NOT NULL
) STRICT;

-- How many records a day has (day: days since 1970, UTC), by half hour and by outcome or kind; see tally.go for the
-- packed form. customer -1 is all of them. List 3 are silent orders by when they were accepted.
CREATE TABLE day_counts(
  list INTEGER NOT NULL,
  customer INTEGER NOT NULL,
  day INTEGER NOT NULL,
  tally BLOB NOT NULL,
  PRIMARY KEY(list, customer, day)
) WITHOUT ROWID, STRICT;

-- How many records there are, by customer and by outcome or kind: what the choice of an index rests on.
CREATE TABLE totals(
  list INTEGER NOT NULL,
  customer INTEGER NOT NULL,
  status INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY(list, customer, status)
) WITHOUT ROWID, STRICT;

-- What orders are found by: e-mail addresses, articles, parcels (clues.go says which kinds there are). owner is the
-- order, or, of a record without one, minus its id * 2, plus 1 for a postback's.
CREATE TABLE tokens(
  token TEXT NOT NULL,
  kind INTEGER NOT NULL,
  owner INTEGER NOT NULL,
  PRIMARY KEY(token, kind, owner)
) WITHOUT ROWID, STRICT;

-- Words by and for people: names, comments, error messages. The rowid is that of the record * 2, plus 1 for a
-- postback's. It keeps no text, so a record's words must be told again to take them out.
CREATE VIRTUAL TABLE human USING fts5(words, content='', columnsize=0, detail=none, tokenize='unicode61 remove_diacritics 0');
INSERT INTO human(human, rank) VALUES('secure-delete', 1);

-- How the clues in tokens and human were found (clues.go).
CREATE TABLE clues(
  version INTEGER NOT NULL
) STRICT;
INSERT INTO clues(version) VALUES(1);

-- Which half-open windows of a list are completely held; disjoint, and never touching one another.
-- complete_at is the source's clock when the window became complete.
CREATE TABLE coverage(
  source INTEGER NOT NULL,
  list INTEGER NOT NULL,
  from_at INTEGER NOT NULL,
  to_at INTEGER NOT NULL,
  complete_at INTEGER NOT NULL,
  PRIMARY KEY(source, list, from_at)
) WITHOUT ROWID, STRICT;

-- Records that a source has inside a covered window and that could not be taken over.
CREATE TABLE missing(
  source INTEGER NOT NULL,
  list INTEGER NOT NULL,
  from_at INTEGER NOT NULL,
  to_at INTEGER NOT NULL,
  remote_id TEXT NOT NULL,
  why TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY(source, list, from_at, to_at, remote_id)
) WITHOUT ROWID, STRICT;

-- What was last asked of a list, how far back its source reaches, and why the rest is not held.
CREATE TABLE asked(
  source INTEGER NOT NULL,
  list INTEGER NOT NULL,
  from_at INTEGER NOT NULL,
  to_at INTEGER NOT NULL,
  earliest INTEGER NOT NULL,
  why TEXT NOT NULL,
  PRIMARY KEY(source, list)
) WITHOUT ROWID, STRICT;

-- Where reading a list goes on (order.Position), written in the transaction of the page it follows.
CREATE TABLE positions(
  source INTEGER NOT NULL,
  list INTEGER NOT NULL,
  position BLOB NOT NULL,
  PRIMARY KEY(source, list)
) WITHOUT ROWID, STRICT;

-- Records that were erased and that no sync brings back: a keyed digest of the list and the source's id (with the source,
-- where the id is no UUID), from which nobody can tell which record it was.
CREATE TABLE erased(
  mark BLOB PRIMARY KEY
) WITHOUT ROWID, STRICT;

-- The key of those digests, made at random for this file.
CREATE TABLE erase_key(
  id INTEGER PRIMARY KEY CHECK(id = 1),
  key BLOB NOT NULL
) STRICT;

-- Hours in which something was erased: of them it can't be said any more what was there.
CREATE TABLE erased_hours(
  source INTEGER NOT NULL,
  list INTEGER NOT NULL,
  from_at INTEGER NOT NULL,
  to_at INTEGER NOT NULL,
  PRIMARY KEY(source, list, from_at)
) WITHOUT ROWID, STRICT;

-- Work that an end in the middle of it leaves to the next start: 'wipe' is wiping what was erased out of log and index.
CREATE TABLE unfinished(
  work TEXT PRIMARY KEY
) WITHOUT ROWID, STRICT;
