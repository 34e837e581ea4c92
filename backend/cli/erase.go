package cli

import (
	"context"
	"io"

	"ordertrail/backend/fault"
	"ordertrail/backend/trail"
)

type eraseCommand struct {
	Order    string `placeholder:"REF" help:"${help_erase_order}"`
	Customer string `placeholder:"C" help:"${help_erase_customer}"`
	Before   string `placeholder:"D" help:"${help_before}"`
}

type eraseDoc struct {
	Requests  int `json:"requests"`
	Postbacks int `json:"postbacks"`
}

func (c *eraseCommand) run(ctx context.Context, s *session) error {
	what, err := c.what(s)
	if err != nil {
		return err
	}
	return s.with(ctx, func(t *trail.Trail) error {
		meter := s.meter()
		gone, err := t.Erase(ctx, what, func(done int) { meter.tell(-1, s.words.count("erase.records", done)) })
		meter.end()
		if err != nil {
			return err
		}
		doc := eraseDoc{gone.Requests, gone.Postbacks}
		return s.either(doc, func(out io.Writer) {
			writeLine(out, s.words.say("erase.done", with{
				"Requests": s.words.count("erase.requests", doc.Requests), "Postbacks": s.words.count("erase.postbacks", doc.Postbacks),
			}))
		})
	})
}

// what reads the one flag that says what is to be erased.
func (c *eraseCommand) what(s *session) (what trail.Erasure, err error) {
	given := 0
	for _, value := range []string{c.Order, c.Customer, c.Before} {
		if value != "" {
			given++
		}
	}
	if given != 1 {
		return what, fault.New(fault.Invalid, "erase", nil, nil)
	}
	what = trail.Erasure{Order: c.Order, Customer: c.Customer}
	if c.Before != "" {
		if what.Before, err = (calendar{now: s.now().Time(), zone: s.zone}).start(c.Before); err != nil {
			return what, wrongDate("before", c.Before, err)
		}
	}
	return what, nil
}
