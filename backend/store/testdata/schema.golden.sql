CREATE TABLE asked(
  source INTEGER NOT NULL,
  list INTEGER NOT NULL,
  from_at INTEGER NOT NULL,
  to_at INTEGER NOT NULL,
  earliest INTEGER NOT NULL,
  why TEXT NOT NULL,
  PRIMARY KEY(source, list)
) WITHOUT ROWID, STRICT;
CREATE TABLE blocks(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  frame BLOB NOT NULL
) STRICT;
CREATE TABLE causes(
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE checked(
  order_id INTEGER PRIMARY KEY,
  scenario TEXT NOT NULL,
  verdict TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE TABLE clues(
  version INTEGER NOT NULL
) STRICT;
CREATE TABLE connectors(
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  connector_id TEXT NOT NULL,
  type TEXT NOT NULL,
  name TEXT NOT NULL
) STRICT;
CREATE TABLE coverage(
  source INTEGER NOT NULL,
  list INTEGER NOT NULL,
  from_at INTEGER NOT NULL,
  to_at INTEGER NOT NULL,
  complete_at INTEGER NOT NULL,
  PRIMARY KEY(source, list, from_at)
) WITHOUT ROWID, STRICT;
CREATE TABLE customers(
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  party_id TEXT NOT NULL,
  name TEXT NOT NULL,
  reference_id TEXT NOT NULL
) STRICT;
CREATE TABLE day_counts(
  list INTEGER NOT NULL,
  customer INTEGER NOT NULL,
  day INTEGER NOT NULL,
  packed BLOB NOT NULL,
  PRIMARY KEY(list, customer, day)
) WITHOUT ROWID, STRICT;
CREATE TABLE day_facets(
  list INTEGER NOT NULL,
  day INTEGER NOT NULL,
  cells BLOB NOT NULL,
  PRIMARY KEY(list, day)
) WITHOUT ROWID, STRICT;
CREATE TABLE dictionaries(
  id INTEGER PRIMARY KEY,
  list INTEGER NOT NULL,
  data BLOB NOT NULL,
  made_at INTEGER NOT NULL
) STRICT;
CREATE TABLE erase_key(
  id INTEGER PRIMARY KEY CHECK(id = 1),
  key BLOB NOT NULL
) STRICT;
CREATE TABLE erased(
  mark BLOB PRIMARY KEY
) WITHOUT ROWID, STRICT;
CREATE TABLE erased_hours(
  source INTEGER NOT NULL,
  list INTEGER NOT NULL,
  from_at INTEGER NOT NULL,
  to_at INTEGER NOT NULL, erased_at INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY(source, list, from_at)
) WITHOUT ROWID, STRICT;
CREATE TABLE erased_orders(
  mark BLOB NOT NULL,
  source INTEGER NOT NULL,
  list INTEGER NOT NULL,
  from_at INTEGER NOT NULL,
  to_at INTEGER NOT NULL,
  erased_at INTEGER NOT NULL,
  PRIMARY KEY(mark, source, list, from_at)
) WITHOUT ROWID, STRICT;
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
CREATE TABLE gone(
  source INTEGER NOT NULL,
  list INTEGER NOT NULL,
  remote_id ANY NOT NULL,
  since INTEGER NOT NULL,
  PRIMARY KEY(source, list, remote_id)
) WITHOUT ROWID, STRICT;
CREATE VIRTUAL TABLE human USING fts5(words, content='', columnsize=0, detail=none, tokenize='unicode61 remove_diacritics 0');
CREATE TABLE 'human_config'(k PRIMARY KEY, v) WITHOUT ROWID;
CREATE TABLE 'human_data'(id INTEGER PRIMARY KEY, block BLOB);
CREATE TABLE 'human_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
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
CREATE TABLE order_ids(
  id INTEGER PRIMARY KEY,
  value ANY NOT NULL,
  order_id INTEGER NOT NULL,
  UNIQUE(value, order_id)
) STRICT;
CREATE INDEX order_ids_order ON order_ids(order_id DESC);
CREATE TABLE orders(
  id INTEGER PRIMARY KEY,
  ref_key TEXT NOT NULL,
  customer INTEGER NOT NULL,
  ref TEXT NOT NULL,
  accepted_at INTEGER,
  news INTEGER,
  news_at INTEGER,
  cancel_accepted INTEGER NOT NULL DEFAULT 0, family INTEGER NOT NULL DEFAULT 0,
  UNIQUE(ref_key, customer)
) STRICT;
CREATE INDEX orders_silent ON orders(accepted_at) WHERE accepted_at IS NOT NULL AND news IS NULL AND cancel_accepted = 0;
CREATE INDEX orders_silent_of ON orders(customer, accepted_at) WHERE accepted_at IS NOT NULL AND news IS NULL AND cancel_accepted = 0;
CREATE INDEX orders_waiting ON orders(news_at) WHERE news IN (0, 1, 2, 4) AND cancel_accepted = 0;
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
CREATE TABLE positions(
  source INTEGER NOT NULL,
  list INTEGER NOT NULL,
  position BLOB NOT NULL,
  PRIMARY KEY(source, list)
) WITHOUT ROWID, STRICT;
CREATE TABLE postback_bodies(
  id INTEGER PRIMARY KEY,
  codec INTEGER NOT NULL,
  frame BLOB NOT NULL
) STRICT;
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
, template INTEGER NOT NULL DEFAULT 0, host INTEGER NOT NULL DEFAULT 0, complained INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX postbacks_complained ON postbacks(id) WHERE complained = 1;
CREATE INDEX postbacks_customer ON postbacks(customer, id DESC, kind, direction, result);
CREATE INDEX postbacks_host ON postbacks(customer, host, id DESC) WHERE kind = 2 AND host <> 0;
CREATE INDEX postbacks_kind ON postbacks(kind, id DESC, direction, customer, result);
CREATE INDEX postbacks_order ON postbacks(order_id DESC);
CREATE UNIQUE INDEX postbacks_remote ON postbacks(remote_id, source);
CREATE INDEX postbacks_result ON postbacks(result, id DESC, kind, direction, customer) WHERE result <> 2;
CREATE INDEX postbacks_stray ON postbacks(gelato_id) WHERE order_id = 0;
CREATE TABLE profiles_used(
  source INTEGER NOT NULL,
  since INTEGER NOT NULL,
  profile TEXT NOT NULL,
  digest TEXT NOT NULL,
  PRIMARY KEY(source, since)
) WITHOUT ROWID, STRICT;
CREATE TABLE recent(
  text TEXT PRIMARY KEY,
  at INTEGER NOT NULL
) WITHOUT ROWID, STRICT;
CREATE TABLE request_bodies(
  id INTEGER PRIMARY KEY,
  codec INTEGER NOT NULL,
  frame BLOB NOT NULL
) STRICT;
CREATE TABLE request_causes(
  cause INTEGER NOT NULL,
  request INTEGER NOT NULL,
  PRIMARY KEY(cause, request)
) WITHOUT ROWID, STRICT;
CREATE UNIQUE INDEX request_causes_request ON request_causes(request);
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
, template INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX requests_customer ON requests(customer, id DESC, outcome, type, failed_stage);
CREATE INDEX requests_order ON requests(order_id DESC);
CREATE INDEX requests_outcome ON requests(outcome, id DESC, customer, type, failed_stage) WHERE outcome <> 0;
CREATE UNIQUE INDEX requests_remote ON requests(remote_id, source);
CREATE INDEX requests_stage ON requests(failed_stage, id DESC, customer, outcome, type) WHERE failed_stage <> 0;
CREATE INDEX requests_stray ON requests(gelato_id) WHERE order_id = 0;
CREATE INDEX requests_type ON requests(type, id DESC, customer, outcome, failed_stage) WHERE type <> 1;
CREATE TABLE sealed(
  list INTEGER PRIMARY KEY,
  id INTEGER NOT NULL
) STRICT;
CREATE TABLE sources(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  url TEXT NOT NULL,
  profile TEXT NOT NULL,
  tenant TEXT NOT NULL,
  added_at INTEGER NOT NULL
, paused INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE spill(
  list INTEGER PRIMARY KEY,
  ms INTEGER NOT NULL
) STRICT;
CREATE TABLE sqlite_sequence(name,seq);
CREATE TABLE swept(
  order_id INTEGER NOT NULL,
  scenario TEXT NOT NULL,
  stamp TEXT NOT NULL,
  at INTEGER NOT NULL,
  found BLOB NOT NULL,
  PRIMARY KEY(order_id, scenario)
) WITHOUT ROWID, STRICT;
CREATE TABLE templates(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE texts(
  id INTEGER PRIMARY KEY,
  digest BLOB NOT NULL UNIQUE,
  uses INTEGER NOT NULL DEFAULT 0,
  codec INTEGER NOT NULL,
  frame BLOB NOT NULL
) STRICT;
CREATE TABLE tokens(
  token TEXT NOT NULL,
  kind INTEGER NOT NULL,
  owner INTEGER NOT NULL,
  PRIMARY KEY(token, kind, owner)
) WITHOUT ROWID, STRICT;
CREATE TABLE told(
  list INTEGER NOT NULL,
  source INTEGER NOT NULL,
  remote_id ANY NOT NULL,
  teller INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY(list, source, remote_id, teller)
) WITHOUT ROWID, STRICT;
CREATE TABLE totals(
  list INTEGER NOT NULL,
  customer INTEGER NOT NULL,
  status INTEGER NOT NULL,
  sort INTEGER NOT NULL,
  result INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY(list, customer, status, sort, result)
) WITHOUT ROWID, STRICT;
CREATE TABLE unfinished(
  work TEXT PRIMARY KEY
) WITHOUT ROWID, STRICT;
CREATE TABLE views(
  name TEXT PRIMARY KEY COLLATE NOCASE,
  list INTEGER NOT NULL,
  query TEXT NOT NULL,
  place INTEGER NOT NULL
) WITHOUT ROWID, STRICT;
CREATE TABLE words(
  id INTEGER PRIMARY KEY,
  word TEXT NOT NULL UNIQUE
) STRICT;
