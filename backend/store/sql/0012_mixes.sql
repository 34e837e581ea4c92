-- Busy days are packed as sums, which an older Ordertrail would read as something else: by another name it does not find
-- them. Silent orders are counted by 32 days; day_counts says of a row the first of its days. The writer counts them when
-- it opens the history (silent.go).
ALTER TABLE day_counts RENAME COLUMN tally TO packed;
DELETE FROM day_counts WHERE list = 3;

-- How many records there are that are alike in all that chips choose by: what the choice of an index rests on, and what
-- says that a filter leaves none. customer -1 is all of them; status is the outcome or kind, sort the type or direction,
-- result the stage at which a request failed or what came of sending a postback.
DROP TABLE totals;
CREATE TABLE totals(
  list INTEGER NOT NULL,
  customer INTEGER NOT NULL,
  status INTEGER NOT NULL,
  sort INTEGER NOT NULL,
  result INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY(list, customer, status, sort, result)
) WITHOUT ROWID, STRICT;
INSERT INTO totals SELECT 1, customer, outcome, type, failed_stage, count(*) FROM requests GROUP BY 2, 3, 4, 5;
INSERT INTO totals SELECT 2, customer, kind, direction, result, count(*) FROM postbacks GROUP BY 2, 3, 4, 5;
INSERT INTO totals SELECT list, -1, status, sort, result, sum(n) FROM totals GROUP BY 1, 3, 4, 5;
