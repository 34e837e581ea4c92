-- Why requests failed: digests that are the same for all that failed alike (order.Request.Cause).
CREATE TABLE causes(
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE
) STRICT;

-- Which requests failed for a cause.
CREATE TABLE request_causes(
  cause INTEGER NOT NULL,
  request INTEGER NOT NULL,
  PRIMARY KEY(cause, request)
) WITHOUT ROWID, STRICT;
CREATE UNIQUE INDEX request_causes_request ON request_causes(request);
