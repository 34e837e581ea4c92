package store

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"

	"ordertrail/backend/order"
)

// tombstones tell what was erased, so that no sync and no file brings it back.
type tombstones struct {
	w     *writer
	key   []byte
	hours map[hourMark]bool // that were kept already in one transaction
}

// mark is what is kept of an erased record. Ids that are UUIDs are one record's in all sources.
func (t tombstones) mark(list order.List, source int64, remote any) []byte {
	sum := hmac.New(sha256.New, t.key)
	if packed, ok := remote.([]byte); ok {
		_, _ = fmt.Fprintf(sum, "%s\x00%x", list, packed) // a hash takes everything
	} else {
		_, _ = fmt.Fprintf(sum, "%s\x00%d\x00%v", list, source, remote)
	}
	return sum.Sum(nil)[:16]
}

// bury keeps a mark of a record.
func (t tombstones) bury(ctx context.Context, list order.List, source int64, remote any) error {
	return t.w.exec(ctx, "INSERT OR IGNORE INTO erased(mark) VALUES(?)", t.mark(list, source, remote))
}

// tombstones reads the key, which is made with the first one.
func (w *writer) tombstones(ctx context.Context) (tombstones, error) {
	t := tombstones{w: w, hours: map[hourMark]bool{}}
	err := w.one(ctx, "SELECT key FROM erase_key", nil, &t.key)
	if !errors.Is(err, sql.ErrNoRows) {
		return t, err
	}
	t.key = make([]byte, 32)
	if _, err := rand.Read(t.key); err != nil {
		return t, err
	}
	return t, w.exec(ctx, "INSERT INTO erase_key(id, key) VALUES(1, ?)", t.key)
}

// erased says of records whether they were erased.
func (h *History) erased(ctx context.Context, list order.List) (func(remote any) (bool, error), error) {
	w := h.store.writer
	var some bool
	if err := w.one(ctx, "SELECT EXISTS(SELECT 1 FROM erased)", nil, &some); err != nil {
		return nil, err
	}
	if !some {
		return func(any) (bool, error) { return false, nil }, nil
	}
	t, err := w.tombstones(ctx)
	if err != nil {
		return nil, err
	}
	return func(remote any) (was bool, err error) {
		err = w.one(ctx, "SELECT EXISTS(SELECT 1 FROM erased WHERE mark = ?)", []any{t.mark(list, h.id, remote)}, &was)
		return was, err
	}, nil
}
