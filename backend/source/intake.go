package source

import (
	"bytes"
	"context"
	"crypto/sha256"
)

// intake takes in the records of one file.
type intake struct {
	ctx      context.Context
	name     string     // of the file, for messages
	profiles []*Profile // by which recordings are read
	tokens   Tokens
	each     func(Record) error
	stopped  error // what each said
	out      Recognised
	items    int                          // seen so far
	told     int                          // of them, clearly requests or postbacks, readable or not
	bundle   bool                         // they come out of a bundle
	strange  bool                         // something was there that is neither
	scan     scanner                      // of single items
	seen     map[string][sha256.Size]byte // webhooks, by their ids
}

// record takes one item whose bytes are known.
func (in *intake) record(where string, item []byte) error {
	if err := in.ctx.Err(); err != nil {
		return err
	}
	o, err := in.outlineOf(item)
	return in.outlined(where, item, o, err)
}

// outlined is record for an item whose outline was read.
func (in *intake) outlined(where string, item []byte, o outline, err error) error {
	list, sure := o.kind()
	if taken, err := in.webhook(where, item, sure, err); taken {
		return err
	}
	if sure {
		in.told++
	} else {
		in.strange = true
	}
	switch {
	case err != nil && oneValue(item):
		in.skip(where, reasonNoRecord)
		return nil
	case err != nil:
		in.skip(where, reasonCut)
		return nil
	case list == "":
		in.skip(where, "neither a request nor a postback")
		return nil
	}
	record, mismatched, err := readRecord(list, item, in.tokens)
	if err != nil {
		in.skip(where, unreadable(item, err))
		return nil
	}
	in.out.Mismatched += mismatched
	record.Bundled = in.bundle
	in.stopped = in.each(record)
	return in.stopped
}

// webhook takes an item that is no record of the feed but a webhook or a printer's status.
func (in *intake) webhook(where string, item []byte, feeds bool, broken error) (taken bool, err error) {
	if feeds || broken != nil {
		return false, nil
	}
	p, printer, why := webhook(item, in.tokens)
	if p == nil && why == "" {
		return false, nil
	}
	in.told++
	in.out.Format = "webhooks"
	if printer {
		in.out.Format = "printer_status"
	}
	if why != "" {
		in.skip(where, why)
		return true, nil
	}
	sum := sha256.Sum256(item)
	if in.seen[p.ID] == sum { // the same line again; an event that was sent again has a moment of its own
		in.out.Duplicates++
		return true, nil
	}
	if in.seen == nil {
		in.seen = map[string][sha256.Size]byte{}
	}
	in.seen[p.ID] = sum
	in.stopped = in.each(Record{Postback: p})
	return true, in.stopped
}

func (in *intake) outlineOf(item []byte) (outline, error) {
	if in.scan.in == nil {
		in.scan = *newScanner(nil)
	}
	in.scan.reset(bytes.NewReader(item))
	return in.scan.outline()
}

func (in *intake) skip(where, why string) {
	if len(in.out.Skipped) == mostSkipped {
		in.out.More++
		return
	}
	in.out.Skipped = append(in.out.Skipped, Skipped{Where: where, Why: why})
}

// reasonLong is why a text is passed over of which no more was read than that.
const reasonLong = "larger than 32 MiB"

func tooLong(size int64) string { return reasonLong + ": " + megabytes(size) }
