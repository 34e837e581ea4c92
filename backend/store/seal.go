package store

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/klauspost/compress/zstd"

	"ordertrail/backend/order"
)

// Records that are older than coldAfter are seldom opened and hardly change: their frames are put together into blocks,
// which takes much less room, since neighbours are alike. What is left of a body is where to find it.
const (
	coldAfter = 60 * msPerDay
	// sealedFrame is the codec of a body whose frame is the number of its block and its place in it, as uvarints.
	sealedFrame = 128
	blockSize   = 16              // frames
	sealSome    = 512             // frames in one transaction
	sealFor     = 2 * time.Second // after a sync
)

// Seal puts cold records into blocks for a while, from where it ended the last time, and says whether it has come to the
// end. With 0 it looks at all of them, as long as it takes.
func (s *Store) Seal(ctx context.Context, budget time.Duration) (bool, error) {
	begun := time.Now()
	before := s.now() - coldAfter
	for _, list := range [...]order.List{order.Requests, order.Postbacks} {
		after := int64(0)
		if budget > 0 {
			if err := s.askOne(ctx, "SELECT coalesce(max(id), 0) FROM sealed WHERE list = ?", []any{listCode(list)}, &after); err != nil {
				return false, fail("seal cold records", err)
			}
		}
		for more := true; more; {
			if budget > 0 && time.Since(begun) > budget {
				return false, nil
			}
			if err := ctx.Err(); err != nil {
				return false, fail("seal cold records", err)
			}
			var err error
			if after, more, err = s.sealChunk(ctx, list, after, before); err != nil {
				return false, fail("seal cold records", err)
			}
		}
	}
	return true, nil
}

// Compact seals all cold records and gives the room that they and half-empty pages took back to the disk. For as long
// as that takes nothing else can be written, and it needs the room of a second file.
func (s *Store) Compact(ctx context.Context) error {
	if err := s.Writable(); err != nil {
		return err
	}
	if _, err := s.Seal(ctx, 0); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return fail("compact history", s.writer.vacuum(context.WithoutCancel(ctx), filepath.Dir(s.path)))
}

// vacuum writes the file anew. What it needs for that lies in the folder of the history, not in memory, and not where
// other programs keep theirs.
func (w *writer) vacuum(ctx context.Context, dir string) error {
	for _, query := range []string{"PRAGMA temp_store_directory = '" + strings.ReplaceAll(dir, "'", "''") + "'", "PRAGMA temp_store = FILE", "VACUUM"} {
		if _, err := w.conn.ExecContext(ctx, query); err != nil {
			return err
		}
	}
	_, err := w.conn.ExecContext(ctx, "PRAGMA temp_store = MEMORY")
	return errors.Join(err, w.emptyLog(ctx))
}

// open is a body that is to be sealed.
type open struct {
	id, body int64
	raw      []byte
}

// sealChunk seals some bodies after an id, and gives the id of the last one.
func (s *Store) sealChunk(ctx context.Context, list order.List, after int64, before order.Millis) (last int64, more bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	last = after
	err = s.writer.inTx(ctx, func(ctx context.Context) error {
		chunk, end, err := s.writer.openBodies(ctx, list, after, int64(before)*perMilli)
		if err != nil {
			return err
		}
		if last = max(after, end); last == after {
			return nil
		}
		if err := s.writer.exec(ctx, "INSERT INTO sealed(list, id) VALUES(?, ?) ON CONFLICT DO UPDATE SET id = max(id, excluded.id)", listCode(list), last); err != nil {
			return err
		}
		if err := s.writer.makeRoom(ctx, list, chunk); err != nil {
			return err
		}
		for some := range slices.Chunk(chunk, blockSize) {
			if err := s.writer.sealBlock(ctx, list, some); err != nil {
				return err
			}
		}
		return nil
	})
	return last, last > after, err
}

// openBodies reads bodies that are not sealed, customer by customer, since a customer's records are most alike.
func (w *writer) openBodies(ctx context.Context, list order.List, after, below int64) (chunk []open, last int64, err error) {
	query := `SELECT * FROM (SELECT t.id, t.customer, b.id, b.codec, b.frame FROM ` + string(list) + ` t JOIN ` + bodiesOf(list) + ` b ON b.id = t.body
		WHERE t.id > ? AND t.id < ? AND b.codec < 128 ORDER BY t.id LIMIT ?) ORDER BY 2, 1`
	err = w.each(ctx, query, []any{after, below, sealSome}, func(scan func(...any) error) error {
		var o open
		var customer int64
		var codec int
		var packed []byte
		if err := scan(&o.id, &customer, &o.body, &codec, &packed); err != nil {
			return err
		}
		last = max(last, o.id)
		if o.raw, err = w.frames.expand(ctx, w.db, codec, packed); err != nil {
			return nil // damaged: it stays as it is, and check tells of it
		}
		chunk = append(chunk, o)
		return nil
	})
	return chunk, last, err
}

// makeRoom takes bodies out before what is left of them goes back in: made small where they are, they would leave their
// pages to themselves, nearly empty, while the blocks made the file grow.
func (w *writer) makeRoom(ctx context.Context, list order.List, bodies []open) error {
	ids := make([]int64, len(bodies))
	for i, b := range bodies {
		ids[i] = b.body
	}
	return w.exec(ctx, "DELETE FROM "+bodiesOf(list)+" WHERE id IN (SELECT value FROM json_each(?))", idsJSON(ids))
}

// sealBlock writes a block and what is left of its bodies.
func (w *writer) sealBlock(ctx context.Context, list order.List, bodies []open) error {
	raws := make([][]byte, len(bodies))
	for i, b := range bodies {
		raws[i] = b.raw
	}
	packed, err := w.frames.packBlock(raws)
	if err != nil {
		return err
	}
	var block int64
	if err := w.one(ctx, "INSERT INTO blocks(frame) VALUES(?) RETURNING id", []any{packed}, &block); err != nil {
		return err
	}
	query := "INSERT INTO " + bodiesOf(list) + "(id, codec, frame) VALUES(?, ?, ?)"
	for i, b := range bodies {
		place := binary.AppendUvarint(binary.AppendUvarint(nil, uint64(block)), uint64(i))
		if err := w.exec(ctx, query, b.body, sealedFrame, place); err != nil {
			return err
		}
	}
	return nil
}

// packBlock puts frames together. An empty one is one that was erased.
func (f *frames) packBlock(raws [][]byte) ([]byte, error) {
	raw, err := f.encode.Marshal(raws)
	if err != nil {
		return nil, fmt.Errorf("encode block: %w", err)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.dense == nil {
		if f.dense, err = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBetterCompression), zstd.WithEncoderConcurrency(1)); err != nil {
			return nil, err
		}
	}
	return f.dense.EncodeAll(raw, nil), nil
}

// unpackBlock undoes packBlock.
func (f *frames) unpackBlock(packed []byte) (raws [][]byte, err error) {
	raw, err := f.decoder().DecodeAll(packed, nil)
	if err == nil {
		err = f.decode.Unmarshal(raw, &raws)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errDigest, err)
	}
	return raws, nil
}

// placeOf reads where a sealed frame is.
func placeOf(place []byte) (block int64, at int, err error) {
	number, n := binary.Uvarint(place)
	index, m := binary.Uvarint(place[max(n, 0):])
	if n <= 0 || m <= 0 {
		return 0, 0, errDigest
	}
	return int64(number), int(index), nil
}

// row reads one row: of the readers, or of the transaction that changes blocks.
type row func(ctx context.Context, query string, args []any, into ...any) error

// sealed reads a frame out of its block. Neighbours are often read together, so the last blocks are kept.
func (f *frames) sealed(ctx context.Context, read row, place []byte) ([]byte, error) {
	number, at, err := placeOf(place)
	if err != nil {
		return nil, err
	}
	raws := f.keptBlock(number)
	if raws == nil {
		var packed []byte
		if err := read(ctx, "SELECT frame FROM blocks WHERE id = ?", []any{number}, &packed); err != nil {
			return nil, errors.Join(errDigest, err)
		}
		if raws, err = f.unpackBlock(packed); err != nil {
			return nil, err
		}
		f.keepBlock(number, raws)
	}
	if at >= len(raws) || len(raws[at]) == 0 {
		return nil, errDigest
	}
	return raws[at], nil
}

// mostBlocks is how many opened blocks are kept: about 3 MB.
const mostBlocks = 32

func (f *frames) keptBlock(number int64) [][]byte {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return f.blocks[number]
}

func (f *frames) keepBlock(number int64, raws [][]byte) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.blocks) >= mostBlocks {
		clear(f.blocks)
	}
	f.blocks[number] = raws
}
