-- Silent orders are counted by 32 days; day_counts says of a row the first of its days. The writer counts them when it
-- opens the history (silent.go).
DELETE FROM day_counts WHERE list = 3;
