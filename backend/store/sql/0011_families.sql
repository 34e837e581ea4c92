-- Of which family of products an order is, and to which host news went, as digests that say nothing of anybody; 0: not
-- known. complained: whoever took the news said that something was wrong with them.
ALTER TABLE orders ADD COLUMN family INTEGER NOT NULL DEFAULT 0;
ALTER TABLE postbacks ADD COLUMN host INTEGER NOT NULL DEFAULT 0;
ALTER TABLE postbacks ADD COLUMN complained INTEGER NOT NULL DEFAULT 0;
CREATE INDEX postbacks_host ON postbacks(customer, host, id) WHERE kind = 2 AND host <> 0;
CREATE INDEX postbacks_complained ON postbacks(id) WHERE complained = 1;
-- Orders whose last news is no end, the longest waiting first.
CREATE INDEX orders_waiting ON orders(news_at) WHERE news IN (0, 1, 2, 4) AND cancel_accepted = 0;
