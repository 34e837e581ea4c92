package source_test

import (
	"context"
	"flag"
	"fmt"
	"io"
	"runtime/metrics"
	"strings"
	"testing"

	"ordertrail/backend/source"
)

var harMB = flag.Int("har-mb", 40, "megabytes of the long recording")

// longRecording is a recording of so many bytes, made while it is read: entries of an hq session among pictures that
// nobody asks for. It notes how much memory is in use.
type longRecording struct {
	left    int
	entry   int
	pending strings.Reader
	most    uint64
	looked  int // bytes since memory was looked at
}

func (l *longRecording) Read(b []byte) (int, error) {
	if l.pending.Len() == 0 && !l.next() {
		return 0, io.EOF
	}
	n, _ := l.pending.Read(b)
	if l.looked += n; l.looked > 4<<20 {
		l.looked, l.most = 0, max(l.most, inUse())
	}
	return n, nil
}

// next makes the next piece; false: all was read.
func (l *longRecording) next() bool {
	switch {
	case l.entry == 0:
		l.pending.Reset(`{"log":{"version":"1.2","entries":[`)
	case l.left < 0:
		return false
	case l.left == 0:
		l.pending.Reset(`]}}`)
		l.left = -1
		return true
	default:
		text := l.one()
		l.left = max(l.left-len(text), 0)
		if l.left > 0 {
			text += ","
		}
		l.pending.Reset(text)
	}
	l.entry++
	return true
}

func (l *longRecording) one() string {
	if l.entry%8 != 0 {
		picture := strings.Repeat("iVBORw0KGgo", 64<<10)
		return fmt.Sprintf(`{"startedDateTime":"2026-11-03T08:00:00Z","request":{"method":"GET","url":"https://cdn.example/%d.png"},"response":{"status":200,"content":{"mimeType":"image/png","encoding":"base64","text":%q}}}`, l.entry, picture)
	}
	body := fmt.Sprintf(`{"id":"r%d","receivedAt":"2026-11-03T08:00:00.000Z","updatedAt":"2026-11-03T08:00:00.000Z","type":"submit","stages":{"original":{"at":"2026-11-03T08:00:00.000Z","body":%q}}}`, l.entry, strings.Repeat("x", 200<<10))
	return fmt.Sprintf(`{"startedDateTime":"2026-11-03T08:00:00Z","request":{"method":"GET","url":"https://f.example/v1/requests/r%d"},"response":{"status":200,"content":{"mimeType":"application/json","text":%q}}}`, l.entry, body)
}

// inUse is the memory that the process holds of the system.
func inUse() uint64 {
	samples := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	metrics.Read(samples)
	return samples[0].Value.Uint64() - samples[1].Value.Uint64()
}

// A recording of 500 MB is read with: go test ./backend/source -run LongRecording -har-mb 500 -v
func TestALongRecordingIsReadWithLittleMemory(t *testing.T) {
	l := &longRecording{left: *harMB << 20}
	records := 0
	got, err := source.ReadFile(context.Background(), l, "long.har", nil, func(source.Record) error { records++; return nil })
	if err != nil || records == 0 || len(got.Skipped) > 0 {
		t.Fatalf("%d records of %d entries, %+v, %v", records, l.entry, got.Skipped, err)
	}
	t.Logf("%d MB, %d records, at most %d MB of memory", *harMB, records, l.most>>20)
	if l.most > 300<<20 {
		t.Errorf("%d MB of memory, at most 300 are allowed", l.most>>20)
	}
}
