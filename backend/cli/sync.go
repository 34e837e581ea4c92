package cli

import (
	"context"
	"errors"
	"io"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/trail"
)

type syncCommand struct {
	URL     string `name:"url" placeholder:"URL" help:"${help_url}"`
	Profile string `placeholder:"NAME|FILE" help:"${help_profile}"`
	Source  string `placeholder:"NAME" help:"${help_name}"`
	Period  period `embed:""`
}

type syncDoc struct {
	Requests  counts   `json:"requests"`
	Postbacks counts   `json:"postbacks"`
	Pages     int      `json:"pages"`
	Retries   int      `json:"retries"`
	Coverage  []synced `json:"coverage"`
	TookMs    int64    `json:"tookMs"`
	Error     *trouble `json:"error,omitempty"`
}

type counts struct {
	New       int `json:"new"`
	Updated   int `json:"updated"`
	Unchanged int `json:"unchanged"`
}

type synced struct {
	List order.List `json:"list"`
	From stamp      `json:"from"`
	To   stamp      `json:"to"`
}

func (c *syncCommand) run(ctx context.Context, s *session) error {
	window, err := s.window(c.Period)
	if err != nil {
		return err
	}
	return s.with(ctx, func(t *trail.Trail) error {
		meter := s.meter()
		result, err := t.Sync(ctx, trail.SyncOptions{
			URL: c.URL, Source: c.Source, Profile: c.Profile, From: window.From, To: window.To, Progress: s.follow(meter),
		})
		meter.end()
		return s.synced(result, err)
	})
}

// synced tells what a sync did; one that stopped after it stored something is done in part.
func (s *session) synced(result trail.SyncResult, err error) error {
	if err != nil && result.Pages == 0 {
		return err
	}
	doc := syncDocument(result)
	text := func(out io.Writer) { s.syncText(out, result, err == nil) }
	if err == nil {
		return s.either(doc, text)
	}
	told := s.trouble(err)
	doc.Error = &told
	code := exitPart
	if fault.Is(err, fault.Cancelled) {
		code = exitInterrupted
	}
	if failed := s.either(doc, text); failed != nil {
		return errors.Join(failed, err)
	}
	return &ended{code, err}
}

func syncDocument(r trail.SyncResult) syncDoc {
	doc := syncDoc{
		Requests: counts(r.Requests), Postbacks: counts(r.Postbacks), Pages: r.Pages, Retries: r.Retries,
		Coverage: make([]synced, len(r.Coverage)), TookMs: r.Took.Milliseconds(),
	}
	for i, h := range r.Coverage {
		doc.Coverage[i] = synced{h.List, stamp(h.From), stamp(h.To)}
	}
	return doc
}

// syncText tells what a sync did; of one that stopped, not whether there are gaps.
func (s *session) syncText(out io.Writer, r trail.SyncResult, whole bool) {
	t := &table{head: s.heads("list", "new", "updated", "unchanged"), right: map[int]bool{1: true, 2: true, 3: true}}
	row := func(list string, c trail.Counts) {
		t.add(s.words.say("title."+list), s.words.number(c.New), s.words.number(c.Updated), s.words.number(c.Unchanged))
	}
	row("requests", r.Requests)
	row("postbacks", r.Postbacks)
	t.write(out)
	writeLine(out)
	writeLine(out, both(s.words.count("pages", r.Pages), s.words.count("retries", r.Retries), s.words.took(r.Took)))
	if r.Missing > 0 {
		writeLine(out, s.words.count("sync.missing", r.Missing))
	}
	if r.Mismatched > 0 {
		writeLine(out, s.words.count("sync.mismatched", r.Mismatched))
	}
	s.skippedText(out, trail.Told(r.Unread, s.words.lang))
	if whole || len(r.Coverage) == 0 {
		s.coverageText(out, order.Coverage{Lists: r.Coverage})
		return
	}
	s.heldText(out, r.Coverage)
}
