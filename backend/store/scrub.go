package store

import (
	"bytes"
	"context"
	"encoding/binary"
)

// SQLite overwrites what is deleted (secure_delete), but not the copies that stay behind in a page when its cells move
// to other pages. Those lie where the page has nothing: between its list of cells and the first of them, and in its
// blocks for reuse (sqlite.org/fileformat2.html, 1.6).

// scrubSome is how many pages are written in one transaction.
const scrubSome = 2000

// scrub overwrites the unused parts of all pages.
func (s *Store) scrub(ctx context.Context) error {
	for after, more := int64(0), true; more; {
		dirty := map[int64][]byte{}
		rows, err := s.readers.QueryContext(ctx, "SELECT pgno, data FROM sqlite_dbpage WHERE pgno > ?", after)
		if err != nil {
			return err
		}
		more = false
		for rows.Next() {
			var page int64
			var data []byte
			if err = rows.Scan(&page, &data); err != nil {
				break
			}
			if after = page; scrubbed(data, page == 1) {
				dirty[page] = data
			}
			if more = len(dirty) == scrubSome; more {
				break
			}
		}
		if err == nil && !more {
			err = rows.Err()
		}
		_ = rows.Close() // it was only read
		if err == nil {
			err = s.writer.inTx(ctx, func(ctx context.Context) error { return s.writer.scrubPages(ctx, dirty) })
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// scrubPages overwrites the unused parts of pages, as they are by now.
func (w *writer) scrubPages(ctx context.Context, pages map[int64][]byte) error {
	for page := range pages {
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
