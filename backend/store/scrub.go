package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"runtime"
	"slices"
	"sync"
)

// SQLite overwrites what is deleted (secure_delete), but not the copies that stay behind in a page when its cells move
// to other pages. Those lie where the page has nothing: between its list of cells and the first of them, and in its
// blocks for reuse (sqlite.org/fileformat2.html, 1.6).

// scrubSome is about how many pages are written in one transaction.
const scrubSome = 2000

// scrub overwrites the unused parts of all pages.
func (s *Store) scrub(ctx context.Context) error {
	if err := s.writer.emptyLog(ctx); err != nil { // what is in the log can't be seen in the file
		return err
	}
	var size int64
	if err := s.writer.one(ctx, "PRAGMA page_size", nil, &size); err != nil {
		return err
	}
	f, release, err := s.rawFile()
	if err != nil {
		return err
	}
	defer release()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	return eachUnclean(f, info.Size(), size, func(pages []int64) error {
		return s.writer.inTx(ctx, func(ctx context.Context) error { return s.writer.scrubPages(ctx, pages) })
	})
}

// Where the locks of the file lie; the page there holds nothing, and on Windows it can't be read
// (sqlite.org/fileformat2.html, 1.7).
const lockByte = 1 << 30

// stretchBytes is how much of a file is read as one; the page of the locks is the first of a stretch.
const stretchBytes = 1 << 20

// eachUnclean reads a file on all cores and gives the pages that are to be scrubbed, numbered from 1, some at once.
func eachUnclean(f io.ReaderAt, length, size int64, each func(pages []int64) error) error {
	stretches := make([]struct {
		at    int64
		data  []byte
		pages []int64
	}, 16)
	var some, unclean []int64
	for i := range stretches {
		some = append(some, int64(i))
	}
	for at := int64(0); at < length; {
		for i := range stretches {
			stretches[i].at, at = at, at+stretchBytes
		}
		err := inParallel(some, func(i int64) (err error) {
			s := &stretches[i]
			s.data, s.pages, err = uncleanPages(f, s.at, min(s.at+stretchBytes, length), size, s.data, s.pages[:0])
			return err
		})
		if err != nil {
			return err
		}
		for _, s := range stretches {
			unclean = append(unclean, s.pages...)
		}
		if len(unclean) >= scrubSome || at >= length {
			if err := each(unclean); err != nil {
				return err
			}
			unclean = unclean[:0]
		}
	}
	return nil
}

// uncleanPages adds the pages of a stretch that are to be scrubbed; data is room to read it into.
func uncleanPages(f io.ReaderAt, from, to, size int64, data []byte, pages []int64) ([]byte, []int64, error) {
	if from == lockByte {
		from += size
	}
	if from >= to {
		return data, pages, nil
	}
	data = slices.Grow(data[:0], stretchBytes)[:to-from]
	n, err := f.ReadAt(data, from)
	if err != nil && !errors.Is(err, io.EOF) {
		return data, pages, err
	}
	for page := range slices.Chunk(data[:int64(n)/size*size], int(size)) {
		if scrubbed(page, from == 0) {
			pages = append(pages, from/size+1)
		}
		from += size
	}
	return data, pages, nil
}

// beside are the files that were opened beside SQLite. To close one would take away the locks that SQLite has on it in this
// process (sqlite.org/howtocorrupt.html, 2.2), so each stays open, and is opened once; Windows keeps locks by handle.
var beside struct {
	mu    sync.Mutex
	files []*os.File
}

// rawFile opens the file of the history to read it as it lies on the disk, until it is released.
func (s *Store) rawFile() (*os.File, func(), error) {
	is, err := os.Stat(s.path)
	if err != nil {
		return nil, nil, err
	}
	beside.mu.Lock()
	defer beside.mu.Unlock()
	for _, f := range beside.files {
		if held, err := f.Stat(); err == nil && os.SameFile(is, held) {
			return f, func() {}, nil
		}
	}
	f, err := os.Open(s.path)
	if err != nil {
		return nil, nil, err
	}
	if runtime.GOOS == "windows" {
		return f, func() { _ = f.Close() }, nil // it was only read
	}
	beside.files = append(beside.files, f)
	return f, func() {}, nil
}

// scrubPages overwrites the unused parts of pages, as they are by now.
func (w *writer) scrubPages(ctx context.Context, pages []int64) error {
	for _, page := range pages {
		var data []byte
		if err := w.one(ctx, "SELECT data FROM sqlite_dbpage WHERE pgno = ?", []any{page}, &data); err != nil {
			return err
		}
		if !scrubbed(data, page == 1) {
			continue
		}
		if err := w.exec(ctx, "UPDATE sqlite_dbpage SET data = ? WHERE pgno = ?", data, page); err != nil {
			return err
		}
	}
	return nil
}

// The kinds of pages that hold cells, by their first byte, and how long their head is.
var headOf = map[byte]int{2: 12, 5: 12, 10: 8, 13: 8}

// scrubbed overwrites the unused parts of a page of cells with zeros, and says whether that changed anything.
func scrubbed(page []byte, first bool) bool {
	begin := 0
	if first {
		begin = 100 // the file's own head
	}
	head := page[begin:]
	size, ofCells := headOf[head[0]]
	if !ofCells {
		return false // free, or the rest of a long cell
	}
	word := func(at int) int { return int(binary.BigEndian.Uint16(page[at:])) }
	changed := false
	blank := func(from, to int) {
		if from < to && to <= len(page) && len(bytes.TrimLeft(page[from:to], "\x00")) > 0 {
			clear(page[from:to])
			changed = true
		}
	}
	content := word(begin + 5)
	if content == 0 {
		content = 1 << 16
	}
	blank(begin+size+2*word(begin+3), min(content, len(page)))
	for block, seen := word(begin+1), 0; block >= content && block+4 <= len(page) && seen < len(page); seen++ {
		blank(block+4, block+word(block+2))
		if next := word(block); next > block {
			block = next
			continue
		}
		break
	}
	return changed
}
