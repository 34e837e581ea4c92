package cli

import (
	"context"
	"errors"
	"io"

	"ordertrail/backend/fault"
	"ordertrail/backend/trail"
)

type checkCommand struct{}

type checkDoc struct {
	Records int      `json:"records"`
	Bad     []badRow `json:"bad"`
	Error   *trouble `json:"error,omitempty"`
}

type badRow struct {
	ID     string `json:"id"`
	Source string `json:"source"`
	Why    string `json:"why"`
}

// damaged is a record that is not stored as it came; any other fault lies with its source.
const damaged = "damaged"

func (c *checkCommand) run(ctx context.Context, s *session) error {
	return s.with(ctx, func(t *trail.Trail) error {
		meter := s.meter()
		found, err := t.Check(ctx, func(done int) { meter.tell(-1, s.words.count("checked", done)) })
		meter.end()
		if err != nil {
			return err
		}
		return s.checked(found)
	})
}

func (s *session) checked(found trail.Checked) error {
	doc := checkDoc{Records: found.Records, Bad: make([]badRow, len(found.Bad))}
	var broken *fault.Error
	for i, bad := range found.Bad {
		doc.Bad[i] = badRow{bad.ID, bad.Source, bad.Why}
		if bad.Why == damaged && broken == nil {
			broken = fault.New(fault.Corrupt, "digest", fault.Params{"id": bad.ID}, nil)
		}
	}
	if broken == nil {
		return s.either(doc, func(out io.Writer) { s.checkText(out, doc) })
	}
	told := s.trouble(broken)
	doc.Error = &told
	return errors.Join(s.either(doc, func(out io.Writer) { s.checkText(out, doc) }), &ended{exitFailed, broken})
}

func (s *session) checkText(out io.Writer, doc checkDoc) {
	writeLine(out, s.words.count("checked", doc.Records))
	if len(doc.Bad) == 0 {
		writeLine(out, s.words.say("check.good"))
		return
	}
	t := &table{head: s.heads("id", "source", "why")}
	for _, bad := range doc.Bad {
		t.add(bad.ID, bad.Source, s.words.name("bad", bad.Why))
	}
	t.write(out)
}
