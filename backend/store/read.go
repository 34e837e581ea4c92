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
		var rec Record
		var kept stored
		err := s.askOne(ctx, `SELECT s.name, coalesce(o.cancel_accepted, 0), coalesce(g.since, 0), `+keptColumns+` FROM `+string(list)+` t
			JOIN sources s ON s.id = t.source LEFT JOIN orders o ON o.id = t.order_id
			LEFT JOIN gone g ON g.source = t.source AND g.list = ?2 AND g.remote_id = t.remote_id
			LEFT JOIN `+bodiesOf(list)+` b ON b.id = t.body `+latest,
			[]any{packID(id), listCode(list)}, append([]any{&rec.Source, &rec.CancelAccepted, &rec.GoneSince}, kept.into()...)...)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return Record{}, fail("find record", err)
		}
		fr, err := s.proved(ctx, kept)
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

// latest finds records by the packed id that their sources have for them, the most lately changed first.
const latest = "WHERE t.remote_id = ?1 ORDER BY t.updated_at DESC, t.source LIMIT 1"

// locate finds the row of a record.
func (s *Store) locate(ctx context.Context, list order.List, id string) (row int64, err error) {
	err = s.askOne(ctx, "SELECT t.id FROM "+string(list)+" t "+latest, []any{packID(id)}, &row)
	return row, err
}

// stored is a frame as it is stored, and what its row says of it.
type stored struct {
	codec   sql.NullInt64
	packed  []byte
	digest  []byte
	updated order.Millis
}

// keptColumns are those of a row and its body that into takes.
const keptColumns = "b.codec, b.frame, t.digest, t.updated_at"

func (k *stored) into() []any { return []any{&k.codec, &k.packed, &k.digest, &k.updated} }

// whole reads the frame of a record and proves it.
func (s *Store) whole(ctx context.Context, list order.List, id int64) (*frame, error) {
	var kept stored
	err := s.askOne(ctx, "SELECT "+keptColumns+" FROM "+string(list)+" t LEFT JOIN "+bodiesOf(list)+" b ON b.id = t.body WHERE t.id = ?", []any{id}, kept.into()...)
	if err != nil {
		return nil, err
	}
	return s.proved(ctx, kept)
}

// proved unpacks a frame and holds all of it against the digest of its row, which was taken when the record came in.
func (s *Store) proved(ctx context.Context, kept stored) (*frame, error) {
	if !kept.codec.Valid {
		return nil, errNoFrame
	}
	fr, err := s.frames.unpack(ctx, s.readers, int(kept.codec.Int64), kept.packed)
	if err != nil {
		return nil, err
	}
	got, err := s.frames.digest(fr)
	if err == nil && (!bytes.Equal(got, kept.digest) || fr.updated() != kept.updated) {
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
