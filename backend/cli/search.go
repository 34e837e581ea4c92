package cli

import (
	"context"
	"errors"
	"io"
	"strings"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/trail"
)

type searchCommand struct {
	Text   []string `arg:"" optional:"" name:"TEXT" help:"${help_text}"`
	Period period   `embed:""`
	Source string   `placeholder:"NAME" help:"${help_source}"`
}

// mostHits is how many hits are told: who gets more has to say more of what is meant.
const mostHits = 1000

type searchDoc struct {
	Hits     []hit `json:"hits"`
	Complete bool  `json:"complete"`
}

type hit struct {
	ID      string      `json:"id"`
	Where   order.Place `json:"where"`
	Snippet string      `json:"snippet"`
	At      stamp       `json:"at"`
}

func (c *searchCommand) run(ctx context.Context, s *session) error {
	text := strings.TrimSpace(strings.Join(c.Text, " "))
	if text == "" {
		return missing("search", "TEXT")
	}
	window, err := s.window(c.Period)
	if err != nil {
		return err
	}
	return s.with(ctx, func(t *trail.Trail) error {
		meter := s.meter()
		found, err := t.Search(ctx, text, trail.SearchOptions{
			Window: window, Source: c.Source, Limit: mostHits,
			Looked: func(down order.Millis, records int) {
				meter.tell(-1, s.words.say("search.looked", with{"N": s.words.number(records), "Back": s.minute(down)}))
			},
		})
		meter.end()
		if err != nil && (ctx.Err() == nil || len(found.Hits) == 0) {
			return err
		}
		return errors.Join(s.found(found), halted(ctx))
	})
}

// halted ends a search that was interrupted; what it had found is told all the same.
func halted(ctx context.Context) error {
	if ctx.Err() == nil {
		return nil
	}
	return &ended{exitInterrupted, fault.New(fault.Cancelled, "", nil, ctx.Err())}
}

func (s *session) found(f trail.Found) error {
	doc := searchDoc{Hits: make([]hit, len(f.Hits)), Complete: f.Complete}
	for i, h := range f.Hits {
		doc.Hits[i] = hit{h.ID, h.Where, h.Snippet, stamp(h.At)}
	}
	return s.either(doc, func(out io.Writer) {
		t := &table{head: s.heads("time", "list", "where", "snippet", "id")}
		t.head[0] += " " + s.zoneName()
		for _, h := range f.Hits {
			t.add(s.moment(h.At), s.words.say("list."+string(h.List)), s.words.name("place", string(h.Where)), plain(h.Snippet), h.ID)
		}
		t.write(out)
		writeLine(out, s.words.count("hits", len(f.Hits)))
		if !f.Complete {
			writeLine(out, s.words.say("search.not_all", with{"Down": s.edge(f.Down, "coverage.now")}))
		}
	})
}
