package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
)

// Record is a whole record as it is held; one of Request and Postback is set.
type Record struct {
	Source         string
	Request        *order.Request
	Postback       *order.Postback
	CancelAccepted bool         // of a postback: its order has an accepted cancel request
	GoneSince      order.Millis // its source has it no longer, as far as known since then; 0: it has
}

// Record reads a whole record by its source's id; the one most lately changed when several sources have it.
// It is not_found when there is none, and corrupt when what is stored is not what was received.
func (s *Store) Record(ctx context.Context, id string) (Record, error) {
	for _, list := range [...]order.List{order.Requests, order.Postbacks} {
		row, rec, err := s.locate(ctx, list, id)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return Record{}, fail("find record", err)
		}
		fr, err := s.whole(ctx, list, row)
		if errors.Is(err, errDigest) || errors.Is(err, errNoFrame) {
			return Record{}, fault.New(fault.Corrupt, "digest", fault.Params{"id": id}, err)
		}
		if err != nil {
			return Record{}, fail("read record", err)
		}
		rec.Request, rec.Postback = fr.Request, fr.Postback
		return rec, nil
	}
	return Record{}, notHeld(id)
}

func (s *Store) locate(ctx context.Context, list order.List, id string) (row int64, rec Record, err error) {
	err = s.askOne(ctx, `SELECT t.id, s.name, coalesce(o.cancel_accepted, 0), coalesce(g.since, 0) FROM `+string(list)+` t
		JOIN sources s ON s.id = t.source LEFT JOIN orders o ON o.id = t.order_id
		LEFT JOIN gone g ON g.source = t.source AND g.list = ?1 AND g.remote_id = t.remote_id
		WHERE t.remote_id = ?2 ORDER BY t.updated_at DESC, t.source LIMIT 1`,
		[]any{listCode(list), packID(id)}, &row, &rec.Source, &rec.CancelAccepted, &rec.GoneSince)
	return row, rec, err
}

// whole reads the frame of a record and holds all of it against the digest of its row, which was taken when the
// record came in.
func (s *Store) whole(ctx context.Context, list order.List, id int64) (*frame, error) {
	fr, err := s.frame(ctx, list, id)
	if err != nil {
		return nil, err
	}
	var want []byte
	var updated order.Millis
	if err := s.askOne(ctx, "SELECT digest, updated_at FROM "+string(list)+" WHERE id = ?", []any{id}, &want, &updated); err != nil {
		return nil, err
	}
	got, err := s.frames.digest(fr)
	if err == nil && (!bytes.Equal(got, want) || fr.updated() != updated) {
		err = errDigest
	}
	return fr, err
}

// frame reads the frame of a record.
func (s *Store) frame(ctx context.Context, list order.List, id int64) (*frame, error) {
	codec, packed, err := s.packed(ctx, list, id)
	if err != nil {
		return nil, err
	}
	return s.frames.unpack(ctx, s.readers, codec, packed)
}

// rawFrame reads the frame of a record to look into it.
func (s *Store) rawFrame(ctx context.Context, list order.List, id int64) (*frame, error) {
	codec, packed, err := s.packed(ctx, list, id)
	if err != nil {
		return nil, err
	}
	return s.frames.unpackRaw(ctx, s.readers, codec, packed)
}

func (s *Store) packed(ctx context.Context, list order.List, id int64) (codec int, packed []byte, err error) {
	query := "SELECT b.codec, b.frame FROM requests t JOIN request_bodies b ON b.id = t.body WHERE t.id = ?"
	if list == order.Postbacks {
		query = "SELECT b.codec, b.frame FROM postbacks t JOIN postback_bodies b ON b.id = t.body WHERE t.id = ?"
	}
	err = s.askOne(ctx, query, []any{id}, &codec, &packed)
	if errors.Is(err, sql.ErrNoRows) {
		err = errNoFrame
	}
	return codec, packed, err
}
