package payload_test

import (
	"bytes"
	"os/exec"
	"runtime"
	"strings"
	"testing"
	"time"

	"ordertrail/backend/payload"
)

// large is a made-up body of so many bytes.
func large(f payload.Format, size int) []byte {
	open, item, end := "[", `{"itemReferenceId":"A-1","productUid":"cards_pf_a5_pt_350-gsm","quantity":250,"files":[{"type":"default","url":"https://f.example/1.pdf"}]},`, "1]"
	if f == payload.XML {
		open, item, end = "<order>", `<item ref="A-1"><productUid>cards_pf_a5_pt_350-gsm</productUid><quantity>250</quantity><files><file type="default">https://f.example/1.pdf</file></files></item>`, "</order>"
	}
	return []byte(open + strings.Repeat(item, size/len(item)) + end)
}

// BenchmarkFirstLines prints how long the first 100 lines of 50 MB take beside programs that lay out all of it, and
// how long it takes to count all lines. Ratios above 1 say that we are faster.
func BenchmarkFirstLines(b *testing.B) {
	for _, c := range []struct {
		f      payload.Format
		others [][]string
	}{
		{payload.JSON, [][]string{{"jq", "."}, {"python3", "-m", "json.tool"}}},
		{payload.XML, [][]string{{"xmllint", "--format", "--huge", "-"}}},
	} {
		body := large(c.f, 50<<20)
		b.Run(string(c.f), func(b *testing.B) {
			var first, all time.Duration
			for b.Loop() {
				first, all = laidOut(body, string(c.f))
			}
			b.ReportMetric(float64(first.Microseconds())/1000, "ms-first")
			b.ReportMetric(float64(all.Microseconds())/1000, "ms-all")
			for _, other := range c.others {
				if took, ok := outside(other, body); ok {
					b.ReportMetric(took.Seconds()/first.Seconds(), "x-first-"+other[0])
					b.ReportMetric(took.Seconds()/all.Seconds(), "x-all-"+other[0])
				}
			}
		})
	}
}

func laidOut(body []byte, kind string) (first, all time.Duration) {
	began := time.Now()
	d := payload.Open("application/"+kind, body)
	page := d.Lines(payload.Pretty, 0, 100)
	first = time.Since(began)
	for !page.Whole && page.Stop == nil {
		page = d.Lines(payload.Pretty, 0, 0)
		if len(page.Lines) == 0 && page.Total > 0 {
			runtime.Gosched()
		}
	}
	return first, time.Since(began)
}

// outside runs a program over a body; ok is false where it is not installed.
func outside(command []string, body []byte) (time.Duration, bool) {
	path, err := exec.LookPath(command[0])
	if err != nil {
		return 0, false
	}
	run := exec.Command(path, command[1:]...)
	run.Stdin = bytes.NewReader(body)
	began := time.Now()
	err = run.Run()
	return time.Since(began), err == nil
}

func TestALongBodyTakesNoMoreMemoryThanItself(t *testing.T) {
	body := large(payload.JSON, 20<<20)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	d := payload.Open("application/json", body)
	for page := d.Lines(payload.Pretty, 0, 500); !page.Whole; page = d.Lines(payload.Pretty, 0, 0) {
		runtime.Gosched()
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 2<<20 {
		t.Errorf("%d bytes are kept beside a body of %d", grown, len(body))
	}
	runtime.KeepAlive(d)
}
