-- A history comes in newest first. In an index that ascends, each record then goes before all others of its kind, and
-- SQLite, which splits a page that is full in the middle, leaves every page half empty; in one that descends it goes behind
-- them, and pages stay full.
DROP INDEX order_ids_order;
DROP INDEX requests_order;
DROP INDEX requests_customer;
DROP INDEX requests_outcome;
DROP INDEX requests_stage;
DROP INDEX requests_type;
DROP INDEX postbacks_order;
DROP INDEX postbacks_customer;
DROP INDEX postbacks_kind;
DROP INDEX postbacks_result;
DROP INDEX postbacks_host;
CREATE INDEX order_ids_order ON order_ids(order_id DESC);
CREATE INDEX requests_order ON requests(order_id DESC);
CREATE INDEX requests_customer ON requests(customer, id DESC, outcome, type, failed_stage);
CREATE INDEX requests_outcome ON requests(outcome, id DESC, customer, type, failed_stage) WHERE outcome <> 0;
CREATE INDEX requests_stage ON requests(failed_stage, id DESC, customer, outcome, type) WHERE failed_stage <> 0;
CREATE INDEX requests_type ON requests(type, id DESC, customer, outcome, failed_stage) WHERE type <> 1;
CREATE INDEX postbacks_order ON postbacks(order_id DESC);
CREATE INDEX postbacks_customer ON postbacks(customer, id DESC, kind, direction, result);
CREATE INDEX postbacks_kind ON postbacks(kind, id DESC, direction, customer, result);
CREATE INDEX postbacks_result ON postbacks(result, id DESC, kind, direction, customer) WHERE result <> 2;
CREATE INDEX postbacks_host ON postbacks(customer, host, id DESC) WHERE kind = 2 AND host <> 0;
