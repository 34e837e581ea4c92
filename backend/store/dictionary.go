package store

import (
	"context"
	"fmt"
	"io"

	"github.com/klauspost/compress/dict"
	"github.com/klauspost/compress/zstd"

	"ordertrail/backend/order"
	"ordertrail/backend/payload"
)

// A dictionary is trained on the first records of a list; it makes frames about 1.7 times smaller (store.md, 4).
const (
	samplesWanted = 700
	dictBytes     = 32 << 10
	firstDict     = 1 << 15 // lower ids are reserved by the format (RFC 8878, 5)
)

// training gathers samples of one list until there are enough, and then works in the background.
type training struct {
	samples [][]byte
	done    chan []byte // the dictionary, nil if none could be made; a nil channel means not begun
	over    bool
}

// trainSometimes gathers samples of a list that has no dictionary yet, and takes one into use once it is ready.
func (s *Store) trainSometimes(ctx context.Context, list order.List, changed []*change) error {
	t := s.trainings[list]
	if t == nil {
		t = &training{over: s.frames.trained(list)}
		s.trainings[list] = t
	}
	switch {
	case t.over:
		return nil
	case t.done == nil:
		t.gather(s.frames, changed)
		return nil
	}
	select {
	case data := <-t.done:
		t.over = true
		if data == nil {
			return nil
		}
		return s.adopt(ctx, list, data)
	default:
		return nil
	}
}

// gather keeps a record's shape with all its values blanked, so that the dictionary holds nobody's data.
func (t *training) gather(f *frames, changed []*change) {
	for _, c := range changed {
		raw, err := f.encode.Marshal(c.frame.blank())
		if err != nil {
			continue // a sample less
		}
		t.samples = append(t.samples, raw)
	}
	if len(t.samples) < samplesWanted {
		return
	}
	samples := t.samples
	t.samples, t.done = nil, make(chan []byte, 1)
	go func() { t.done <- train(samples) }()
}

// train makes a dictionary, nil when the samples are too much alike or too few for one.
func train(samples [][]byte) (data []byte) {
	defer func() {
		if recover() != nil { // the builder panics on samples it can't learn from
			data = nil
		}
	}()
	data, err := dict.BuildZstdDict(samples, dict.Options{
		MaxDictSize: dictBytes, HashBytes: 6, Output: io.Discard, ZstdDictID: firstDict, ZstdLevel: zstd.SpeedFastest,
	})
	if err != nil {
		return nil
	}
	return data
}

// adopt stores a dictionary under an id of its own and uses it from now on.
func (s *Store) adopt(ctx context.Context, list order.List, data []byte) error {
	id := 0
	err := s.writer.inTx(ctx, func(ctx context.Context) error {
		if err := s.writer.one(ctx, "SELECT coalesce(max(id) + 1, ?) FROM dictionaries", []any{firstDict}, &id); err != nil {
			return err
		}
		setDictID(data, uint32(id))
		return s.writer.exec(ctx, "INSERT INTO dictionaries(id, list, data, made_at) VALUES(?, ?, ?, ?)",
			id, listCode(list), data, int64(s.now()))
	})
	if err != nil {
		return fmt.Errorf("store dictionary: %w", err)
	}
	if err := s.frames.learn(id, list, data); err != nil {
		return err
	}
	return s.frames.renewReader()
}

// setDictID writes the id into a dictionary: little-endian after the four bytes of the magic number (RFC 8878, 5).
func setDictID(data []byte, id uint32) {
	for i := range 4 {
		data[4+i] = byte(id >> (8 * i))
	}
}

// blank gives the frame's shape without anybody's data: names of fields and headers, structure of bodies.
func (fr *frame) blank() *frame {
	b := fr.copied()
	b.Text = 1
	for _, m := range b.messages() {
		blankMessage(m)
	}
	if t := b.template(); t != nil {
		blankTemplate(t)
	}
	if r := b.Request; r != nil {
		r.ID, r.OrderReferenceID, r.OrderID, r.Customer, r.Connector, r.Printer, r.Attempts = "", "", "", nil, nil, nil, nil
		if a := r.Stages.Response; a != nil {
			a.Error = nil
		}
		return b
	}
	p := b.Postback
	p.ID, p.OrderReferenceID, p.OrderID, p.PackageID, p.ItemReferenceIDs, p.Customer = "", "", "", "", nil, nil
	p.Payload = payload.Blank(payload.JSON, p.Payload)
	if p.Delivery != nil {
		p.Delivery.Target, p.Delivery.Attempts = "", nil
	}
	if p.Trigger != nil {
		p.Trigger = &order.Trigger{Event: p.Trigger.Event, Delivery: p.Trigger.Delivery}
	}
	return b
}

func blankMessage(m *order.Message) {
	if m == nil {
		return
	}
	m.Body = payload.Blank(payload.Detect(m.ContentType, m.Body), m.Body)
	m.URL, m.SHA256 = "", same
	headers := make([]order.Header, len(m.Headers))
	for i, h := range m.Headers {
		headers[i].Name = h.Name
	}
	m.Headers = headers
}

func blankTemplate(t *order.Template) {
	t.ID, t.Name, t.Version, t.Source, t.Error = "", "", "", nil, nil
	t.InputContext = payload.Blank(payload.JSON, t.InputContext)
	if t.Rendered != nil {
		t.Rendered = new(string(payload.Blank(payload.Detect("", []byte(*t.Rendered)), []byte(*t.Rendered))))
	}
	lookups := make([]order.Lookup, len(t.Lookups))
	for i, l := range t.Lookups {
		lookups[i] = order.Lookup{Field: l.Field, Hit: l.Hit}
	}
	t.Lookups = lookups
}
