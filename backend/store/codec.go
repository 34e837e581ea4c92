package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/fxamacker/cbor/v2"
	"github.com/klauspost/compress/zstd"

	"ordertrail/backend/order"
)

// How a frame is stored.
const (
	plain        = 0
	compressed   = 1
	withDict     = 2
	largestFrame = 512 << 20 // bytes, decoded; a page is far smaller
)

// errDigest says that a stored body is not what was received.
var errDigest = errors.New("a stored body does not match its digest")

// frames packs and unpacks frames.
type frames struct {
	encode cbor.EncMode
	decode cbor.DecMode

	mu      sync.RWMutex
	dicts   map[int][]byte // all known dictionaries, by id
	newest  map[order.List]*zstd.Encoder
	without *zstd.Encoder
	reader  *zstd.Decoder

	dense  *zstd.Encoder      // of blocks
	blocks map[int64][][]byte // the last ones read

	sources sync.Map // of templates, by id
	kept    atomic.Int32
}

func openFrames(ctx context.Context, db *sql.DB) (*frames, error) {
	f := &frames{dicts: map[int][]byte{}, newest: map[order.List]*zstd.Encoder{}, blocks: map[int64][][]byte{}}
	var err error
	if f.encode, err = (cbor.EncOptions{}).EncMode(); err != nil {
		return nil, err
	}
	f.decode, err = cbor.DecOptions{
		UTF8: cbor.UTF8DecodeInvalid, FieldNameMatching: cbor.FieldNameMatchingCaseSensitive, MaxArrayElements: math.MaxInt32, MaxMapPairs: math.MaxInt32,
	}.DecMode()
	if err != nil {
		return nil, err
	}
	if f.without, err = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest)); err != nil {
		return nil, err
	}
	return f, f.load(ctx, db)
}

func (f *frames) close() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.reader != nil {
		f.reader.Close()
		f.reader = nil
	}
}

// load reads the dictionaries that the file holds.
func (f *frames) load(ctx context.Context, db *sql.DB) error {
	rows, err := db.QueryContext(ctx, "SELECT id, list, data FROM dictionaries ORDER BY id")
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var id, list int
		var data []byte
		if err := rows.Scan(&id, &list, &data); err != nil {
			return err
		}
		if err := f.learn(id, listOf(list), data); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return f.renewReader()
}

func listOf(code int) order.List {
	if code == 2 {
		return order.Postbacks
	}
	return order.Requests
}

// learn takes a dictionary into use for the frames to come.
func (f *frames) learn(id int, list order.List, data []byte) error {
	e, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderDict(data))
	if err != nil {
		return fmt.Errorf("read dictionary %d: %w", id, err)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.dicts[id], f.newest[list] = data, e
	return nil
}

// trained says that the list has a dictionary.
func (f *frames) trained(list order.List) bool {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return f.newest[list] != nil
}

// renewReader makes the decoder know all dictionaries learned.
func (f *frames) renewReader() error {
	reader, err := zstd.NewReader(nil, f.readerOptions()...)
	if err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.reader = reader // the former one may still be reading; the collector takes it
	return nil
}

func (f *frames) readerOptions() []zstd.DOption {
	f.mu.RLock()
	defer f.mu.RUnlock()
	options := []zstd.DOption{zstd.WithDecoderMaxMemory(largestFrame), zstd.WithDecoderConcurrency(runtime.GOMAXPROCS(0))}
	for _, data := range f.dicts {
		options = append(options, zstd.WithDecoderDicts(data))
	}
	return options
}

// pack encodes and compresses a frame.
func (f *frames) pack(list order.List, fr *frame) (codec int, packed []byte, err error) {
	raw, err := f.encode.Marshal(fr.lean())
	if err != nil {
		return 0, nil, fmt.Errorf("encode record: %w", err)
	}
	codec, packed = f.squeeze(list, raw)
	return codec, packed, nil
}

// digest gives the digest of a whole record. Its updatedAt does not count: a source may touch a record without
// changing it. Fields that order adds later must be left out when empty, or old digests no longer hold.
func (f *frames) digest(fr *frame) ([]byte, error) {
	c := fr.copied()
	c.Text = 0
	if c.Request != nil {
		c.Request.UpdatedAt = 0
	} else {
		c.Postback.UpdatedAt = 0
	}
	long := c.standIns()
	raw, err := f.encode.Marshal(c)
	if err != nil {
		return nil, fmt.Errorf("digest record: %w", err)
	}
	sum := sha256.New()
	writeWhole(sum, raw, long)
	return sum.Sum(nil)[:12], nil
}

// magic is how a frame of zstd begins (RFC 8878, 3.1.1). It is not stored with each, and what is stored can't begin with it
// by itself: a bit of its first byte is reserved, and is 0 in what follows.
var magic = []byte{0x28, 0xb5, 0x2f, 0xfd}

// squeeze compresses bytes with the newest dictionary of the list.
func (f *frames) squeeze(list order.List, raw []byte) (codec int, packed []byte) {
	f.mu.RLock()
	encoder, codec := f.newest[list], withDict
	f.mu.RUnlock()
	if encoder == nil {
		encoder, codec = f.without, compressed
	}
	packed = bytes.TrimPrefix(encoder.EncodeAll(raw, make([]byte, 0, len(raw)/3)), magic)
	if len(packed) >= len(raw) {
		return plain, raw
	}
	return codec, packed
}

// expand undoes squeeze.
func (f *frames) expand(ctx context.Context, db *sql.DB, codec int, packed []byte) ([]byte, error) {
	if codec == plain {
		return packed, nil
	}
	if codec == sealedFrame {
		return f.sealed(ctx, rowOf(db), packed)
	}
	if codec != compressed && codec != withDict {
		return nil, fmt.Errorf("frame of unknown codec %d", codec)
	}
	raw, err := f.decompress(packed)
	if errors.Is(err, zstd.ErrUnknownDictionary) {
		// Another process has trained one since this one opened the file.
		if err := f.load(ctx, db); err != nil {
			return nil, err
		}
		raw, err = f.decompress(packed)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errDigest, err)
	}
	return raw, nil
}

// leastStreamed is how many bytes a frame has, decoded, that is decoded in steps which run at the same time. Of a short
// one, to begin them would take longer than all else.
const leastStreamed = 4 << 20

// decompress decodes a frame, with its magic or without.
func (f *frames) decompress(packed []byte) ([]byte, error) {
	packed = bytes.TrimPrefix(packed, magic)
	var head zstd.Header
	begin := slices.Concat(magic, packed[:min(len(packed), zstd.HeaderMaxSize)])
	if err := head.Decode(begin); err != nil || !head.HasFCS || head.FrameContentSize < leastStreamed || head.FrameContentSize > largestFrame {
		return f.decoder().DecodeAll(slices.Concat(magic, packed), nil)
	}
	d, err := zstd.NewReader(io.MultiReader(bytes.NewReader(magic), bytes.NewReader(packed)), f.readerOptions()...)
	if err != nil {
		return nil, err
	}
	defer d.Close()
	raw := make([]byte, head.FrameContentSize)
	if _, err := io.ReadFull(d, raw); err != nil {
		return nil, err
	}
	n, err := io.Copy(io.Discard, d) // the checksum is behind the last byte
	if err == nil && n > 0 {
		err = zstd.ErrFrameSizeExceeded
	}
	return raw, err
}

func (f *frames) decoder() *zstd.Decoder {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return f.reader
}

// unpack reads a frame.
func (f *frames) unpack(ctx context.Context, db *sql.DB, codec int, packed []byte) (*frame, error) {
	fr, err := f.unpackRaw(ctx, db, codec, packed)
	if err == nil {
		fr.restore()
	}
	return fr, err
}

// unpackRaw reads a frame to look into it: sizes and digests of the source that hold are not told again.
func (f *frames) unpackRaw(ctx context.Context, db *sql.DB, codec int, packed []byte) (*frame, error) {
	raw, err := f.expand(ctx, db, codec, packed)
	if err != nil {
		return nil, err
	}
	fr, err := f.decoded(raw)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errDigest, err)
	}
	if fr.Text != 0 {
		return fr, f.fillSource(ctx, db, fr)
	}
	return fr, nil
}

func (f *frames) decoded(raw []byte) (*frame, error) {
	fr := &frame{}
	left, long := apart(raw)
	if err := f.decode.Unmarshal(left, fr); err != nil || len(long) == 0 || fr.together(long) {
		return fr, err
	}
	fr = &frame{}
	return fr, f.decode.Unmarshal(raw, fr)
}

// fillSource fetches the template's source from texts; there are few, and many records have the same.
func (f *frames) fillSource(ctx context.Context, db *sql.DB, fr *frame) error {
	if known, ok := f.sources.Load(fr.Text); ok {
		fr.template().Source = new(known.(string))
		return nil
	}
	var codec int
	var packed []byte
	if err := db.QueryRowContext(ctx, "SELECT codec, frame FROM texts WHERE id = ?", fr.Text).Scan(&codec, &packed); err != nil {
		return fmt.Errorf("read template source %d: %w", fr.Text, err)
	}
	raw, err := f.expand(ctx, db, codec, packed)
	if err != nil {
		return err
	}
	source := string(raw)
	fr.template().Source = &source
	if f.kept.Add(1) < mostSources {
		f.sources.Store(fr.Text, source)
	}
	return nil
}

// rowOf reads one row from a database.
func rowOf(db *sql.DB) row {
	return func(ctx context.Context, query string, args []any, into ...any) error {
		return db.QueryRowContext(ctx, query, args...).Scan(into...)
	}
}

// forget drops what is kept in memory of template sources and blocks.
func (f *frames) forget() {
	f.mu.Lock()
	clear(f.blocks)
	f.mu.Unlock()
	f.sources.Clear()
	f.kept.Store(0)
}

// mostSources is how many template sources are kept in memory.
const mostSources = 500
