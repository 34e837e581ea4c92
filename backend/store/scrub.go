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

// scrubSome is how many pages are written in one transaction.
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
	var unclean []int64
	write := func() error {
		err := s.writer.inTx(ctx, func(ctx context.Context) error { return s.writer.scrubPages(ctx, unclean) })
		unclean = unclean[:0]
		return err
	}
	err = eachPage(f, size, func(page int64, data []byte) error {
		if !scrubbed(data, page == 1) {
			return nil
		}
		if unclean = append(unclean, page); len(unclean) < scrubSome {
			return nil
		}
		return write()
	})
	if err != nil {
		return err
	}
	return write()
}

// Where the locks of the file lie; the page there holds nothing, and on Windows it can't be read
// (sqlite.org/fileformat2.html, 1.7).
const lockByte = 1 << 30

// eachPage reads a file page by page, some at once. Pages are numbered from 1, and each may be changed.
func eachPage(f io.ReaderAt, size int64, each func(page int64, data []byte) error) error {
	some := make([]byte, max(size, 1<<20))
	for at := int64(0); ; {
		if at == lockByte {
			at += size
		}
		end := at + int64(len(some))
		if at < lockByte && end > lockByte {
			end = lockByte
		}
		n, err := f.ReadAt(some[:end-at], at)
		for data := range slices.Chunk(some[:int64(n)/size*size], int(size)) {
			if err := each(at/size+1, data); err != nil {
				return err
			}
			at += size
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
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
