package cli

import (
	"context"
	"io"

	"ordertrail/backend/fault"
	"ordertrail/backend/feed"
	"ordertrail/backend/order"
	"ordertrail/backend/trail"
)

type showCommand struct {
	ID    string `arg:"" optional:"" name:"ID" help:"${help_id}"`
	Stage string `placeholder:"S" help:"${help_show_stage}"`
	Raw   bool   `help:"${help_raw}"`
}

func (c *showCommand) run(ctx context.Context, s *session) error {
	stage, err := c.check(s)
	if err != nil {
		return err
	}
	return s.with(ctx, func(t *trail.Trail) error {
		record, err := t.Record(ctx, c.ID)
		switch {
		case err != nil:
			return err
		case stage != "" && c.Raw:
			return s.raw(record, c.ID, stage)
		case s.flags.Globals.JSON:
			_, err = s.env.Stdout.Write(append(document(record, s.now()), '\n'))
			return writing(err)
		}
		return s.print(func(out io.Writer) { s.showRecord(out, record, stage) })
	})
}

func (c *showCommand) check(s *session) (order.Stage, error) {
	if c.ID == "" {
		return "", missing("show", "ID")
	}
	if c.Raw && c.Stage == "" {
		return "", fault.New(fault.Invalid, "raw", nil, nil)
	}
	if c.Raw && s.flags.Globals.JSON {
		return "", fault.New(fault.Invalid, "raw_json", nil, nil)
	}
	if c.Stage == "" {
		return "", nil
	}
	chosen, err := choose("stage", []string{c.Stage}, order.AllStages[:])
	if err != nil {
		return "", err
	}
	return chosen[0], nil
}

// document is the record as in the feed, with how it is judged.
func document(r trail.Record, now order.Millis) []byte {
	if p := r.Postback; p != nil {
		return feed.AppendPostback(nil, p, feed.Text("kind", string(p.Kind())), feed.Text("severity", string(p.Severity(r.CancelAccepted))))
	}
	q := r.Request
	return feed.AppendRequest(nil, q, feed.Text("outcome", string(q.Outcome(now))), feed.Text("severity", string(q.Severity(now))))
}

// raw writes the exact bytes of a stage.
func (s *session) raw(r trail.Record, id string, stage order.Stage) error {
	if r.Request == nil {
		return fault.New(fault.NotFound, "stages", fault.Params{"id": id}, nil)
	}
	body := bodyOf(&r.Request.Stages, stage)
	if body == nil {
		return fault.New(fault.NotFound, "stage", fault.Params{"id": id, "stage": string(stage)}, nil)
	}
	_, err := s.env.Stdout.Write(body)
	return writing(err)
}

// bodyOf is the body of a stage, of the template what it rendered; nil when there is none.
func bodyOf(s *order.Stages, stage order.Stage) []byte {
	switch {
	case stage == order.Original && s.Original != nil:
		return s.Original.Body
	case stage == order.Templated && s.Template != nil && s.Template.Rendered != nil:
		return []byte(*s.Template.Rendered)
	case stage == order.Final && s.Final != nil:
		return s.Final.Body
	case stage == order.Responded && s.Response != nil:
		return s.Response.Body
	}
	return nil
}
