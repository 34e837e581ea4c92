package trail

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"

	"ordertrail/backend/feed"
	"ordertrail/backend/order"
)

// Past is what is known of a record beside its present state.
type Past struct {
	GoneSince order.Millis `json:"goneSince"` // its source has it no longer, as far as known since then; 0: it has
	Changes   []Change     `json:"changes"`   // oldest first
	Captures  []Capture    `json:"captures"`  // who told of it: first the source that it belongs to
}

// Change is how a record differed when it was seen again.
type Change struct {
	SeenAt    order.Millis `json:"seenAt"`    // when the new state was first seen here
	ChangedAt order.Millis `json:"changedAt"` // when its source says it changed
	Fields    []string     `json:"fields"`    // of the feed, such as stages.response.status; at most some
	More      int          `json:"more"`      // fields beyond those
}

// Capture is a source that told of a record, when, and by which profile it was read.
type Capture struct {
	Source  string       `json:"source"`
	SeenAt  order.Millis `json:"seenAt"`
	Profile string       `json:"profile"` // "" where none was noted
	Version string       `json:"version"` // of the profile: the beginning of its text's digest
}

// versionShown is how many digits of a profile's version tell it from its others.
const versionShown = 8

// mostFields is how many changed fields are named.
const mostFields = 12

// past tells how a record came to be what it is.
func (t *Trail) past(ctx context.Context, list order.List, id string, rec Record) (Past, error) {
	states, err := t.store.Former(ctx, list, rec.Source, id)
	p := Past{GoneSince: rec.GoneSince, Changes: []Change{}, Captures: []Capture{}}
	if err != nil {
		return p, err
	}
	captures, err := t.store.Captures(ctx, list, rec.Source, id)
	if err != nil {
		return p, err
	}
	for _, c := range captures {
		p.Captures = append(p.Captures, Capture{c.Source, c.SeenAt, c.Profile, c.Digest[:min(len(c.Digest), versionShown)]})
	}
	for i, state := range states {
		next := rec
		if i+1 < len(states) {
			next = states[i+1].Record
		}
		fields := differences(state.Record, next)
		c := Change{SeenAt: state.ReplacedAt, ChangedAt: updatedAt(next), Fields: fields}
		if c.More = max(0, len(fields)-mostFields); c.More > 0 {
			c.Fields = fields[:mostFields]
		}
		p.Changes = append(p.Changes, c)
	}
	return p, nil
}

func updatedAt(r Record) order.Millis {
	if r.Request != nil {
		return r.Request.UpdatedAt
	}
	return r.Postback.UpdatedAt
}

// differences names the fields of the feed in which two states of a record differ.
func differences(a, b Record) []string {
	fields := differing(nil, "", written(a), written(b))
	slices.Sort(fields)
	return fields
}

func differing(fields []string, path string, a, b json.RawMessage) []string {
	if bytes.Equal(a, b) || path == "updatedAt" {
		return fields
	}
	inA, inB := members(a), members(b)
	if inA == nil || inB == nil {
		return append(fields, path)
	}
	for name := range inB {
		fields = differing(fields, joined(path, name), inA[name], inB[name])
	}
	for name := range inA {
		if _, still := inB[name]; !still {
			fields = append(fields, joined(path, name))
		}
	}
	return fields
}

func joined(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// members reads an object; nil when it is something else.
func members(raw json.RawMessage) map[string]json.RawMessage {
	var m map[string]json.RawMessage
	if json.Unmarshal(raw, &m) != nil {
		return nil
	}
	return m
}

// written is a record as the feed writes it.
func written(r Record) []byte {
	if r.Request != nil {
		return feed.AppendRequest(nil, r.Request)
	}
	return feed.AppendPostback(nil, r.Postback)
}
