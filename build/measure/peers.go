package main

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"ordertrail/backend/order"
)

// rawSchema is how the shell keeps the same records: as raw text, with the indexes that lists need.
const rawSchema = `PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;
CREATE TABLE requests(id INTEGER PRIMARY KEY, uuid TEXT UNIQUE, at INTEGER, order_ref TEXT, customer INTEGER, type TEXT, outcome INTEGER, http INTEGER);
CREATE INDEX r_at ON requests(at); CREATE INDEX r_customer ON requests(customer, at);
CREATE INDEX r_outcome ON requests(outcome, at); CREATE INDEX r_order ON requests(order_ref);
CREATE TABLE request_bodies(id INTEGER PRIMARY KEY, original TEXT, template TEXT, final TEXT, response TEXT, headers TEXT);
CREATE TABLE postbacks(id INTEGER PRIMARY KEY, uuid TEXT UNIQUE, at INTEGER, order_ref TEXT, customer INTEGER, kind TEXT, http INTEGER);
CREATE INDEX p_at ON postbacks(at); CREATE INDEX p_customer ON postbacks(customer, at);
CREATE INDEX p_kind ON postbacks(kind, at); CREATE INDEX p_order ON postbacks(order_ref);
CREATE TABLE postback_bodies(id INTEGER PRIMARY KEY, payload TEXT, rendered TEXT, sent TEXT, attempts TEXT, headers TEXT);
`

// rawText is a history as the files that the shell imports.
type rawText struct{ dir string }

var rawTables = [...]string{"requests", "request_bodies", "postbacks", "postback_bodies"}

// rawText writes the files.
func (s *set) rawText(ctx context.Context) (rawText, error) {
	r := rawText{filepath.Join(s.dir, "raw")}
	if err := os.MkdirAll(r.dir, 0o700); err != nil {
		return r, err
	}
	var files [len(rawTables)]*os.File
	var out [len(rawTables)]*csv.Writer
	for i, name := range rawTables {
		f, err := os.Create(filepath.Join(r.dir, name+".csv"))
		if err != nil {
			return r, err
		}
		files[i], out[i] = f, csv.NewWriter(f)
	}
	n := 0
	customers := map[string]int{}
	number := func(p *order.Party) string {
		if p == nil {
			return "0"
		}
		if customers[p.ID] == 0 {
			customers[p.ID] = len(customers) + 1
		}
		return strconv.Itoa(customers[p.ID])
	}
	var errs []error
	row := func(table int, cells ...string) { errs = append(errs, out[table].Write(cells)) }
	for _, list := range lists {
		err := s.read(ctx, list, 0, func(b order.Batch) error {
			for _, q := range b.Requests {
				n++
				id := strconv.Itoa(n)
				row(0, id, q.ID, number64(int64(q.ReceivedAt)), q.OrderReferenceID, number(q.Customer), string(q.Type), string(q.Outcome(present)), "0")
				row(1, append([]string{id}, requestTexts(q)...)...)
			}
			for _, p := range b.Postbacks {
				n++
				id := strconv.Itoa(n)
				row(2, id, p.ID, number64(int64(p.OccurredAt)), p.OrderReferenceID, number(p.Customer), string(p.Kind()), "0")
				row(3, append([]string{id}, postbackTexts(p)...)...)
			}
			err := errors.Join(errs...)
			errs = errs[:0]
			return err
		})
		if err != nil {
			return r, err
		}
	}
	for i := range files {
		out[i].Flush()
		if err := errors.Join(out[i].Error(), files[i].Close()); err != nil {
			return r, err
		}
	}
	return r, nil
}

func number64(n int64) string { return strconv.FormatInt(n, 10) }

func requestTexts(q *order.Request) []string {
	s := q.Stages
	var original, template, final, response, headers string
	if m := s.Original; m != nil {
		original, headers = string(m.Body), headers+fmt.Sprint(m.Headers)
	}
	if t := s.Template; t != nil {
		template = string(t.InputContext)
		if t.Rendered != nil {
			template += *t.Rendered
		}
	}
	if m := s.Final; m != nil {
		final, headers = string(m.Body), headers+fmt.Sprint(m.Headers)
	}
	if m := s.Response; m != nil {
		response, headers = string(m.Body), headers+fmt.Sprint(m.Headers)
	}
	return []string{original, template, final, response, headers}
}

func postbackTexts(p *order.Postback) []string {
	var rendered, sent, attempts, headers string
	if t := p.Template; t != nil {
		rendered = string(t.InputContext)
		if t.Rendered != nil {
			rendered += *t.Rendered
		}
	}
	if d := p.Delivery; d != nil {
		if d.Sent != nil {
			sent, headers = string(d.Sent.Body), fmt.Sprint(d.Sent.Headers)
		}
		for _, a := range d.Attempts {
			if a.ResponseBody != nil {
				attempts += *a.ResponseBody
			}
		}
	}
	return []string{string(p.Payload), rendered, sent, attempts, headers}
}

// load lets the shell import the files into a new database.
func (r rawText) load(ctx context.Context) (time.Duration, error) {
	db := filepath.Join(r.dir, "raw.db")
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.RemoveAll(db + suffix); err != nil {
			return 0, err
		}
	}
	script := rawSchema + ".mode csv\n"
	for _, name := range rawTables {
		script += fmt.Sprintf(".import \"%s\" %s\n", filepath.Join(r.dir, name+".csv"), name)
	}
	begun := time.Now()
	_, err := peer(ctx, script+"PRAGMA wal_checkpoint(TRUNCATE);\n", "sqlite3", db)
	return time.Since(begun), err
}

// peer runs another program; one that is not installed is an error that says so.
func peer(ctx context.Context, input, name string, args ...string) (string, error) {
	if _, err := exec.LookPath(name); err != nil {
		return "", fmt.Errorf("%s is not installed", name)
	}
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Stdin = strings.NewReader(input)
	var complaints strings.Builder
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	if err != nil {
		err = fmt.Errorf("%s: %w: %.300s", name, err, complaints.String())
	}
	return string(out), err
}

// utils lets sqlite-utils insert some of the records, which it can as JSON columns of one table.
func (b *bench) utils(ctx context.Context) {
	const lines = 2000
	head, err := peer(ctx, "", "head", "-n", strconv.Itoa(lines), b.little.file(order.Requests))
	if err != nil {
		b.table.tell("sqlite-utils: %v.", err)
		return
	}
	db := filepath.Join(b.little.dir, "utils.db")
	_ = os.Remove(db) // it may not be there
	begun := time.Now()
	if _, err := peer(ctx, head, "sqlite-utils", "insert", "--nl", "--pk", "id", db, "requests", "-"); err != nil {
		b.table.tell("%v.", err)
		return
	}
	b.table.tell("`sqlite-utils insert --nl` takes %.0f requests a second, as JSON text in one table without indexes, stages or counts.",
		lines/time.Since(begun).Seconds())
}
