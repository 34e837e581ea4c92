package payload_test

import (
	"bufio"
	"bytes"
	"io"
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

// BenchmarkPretty prints how long the first 100 lines of 50 MB take, laid out for reading, and all of them, beside
// programs that do the same. Ratios above 1 say that we are faster; a program that is not installed is named.
func BenchmarkPretty(b *testing.B) {
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
				first, all = laidOut(b, body, string(c.f))
			}
			b.ReportMetric(float64(first.Microseconds())/1000, "ms-first")
			b.ReportMetric(float64(all.Microseconds())/1000, "ms-all")
			for _, other := range c.others {
				otherFirst, otherAll, err := outside(other, body)
				if err != nil {
					b.Logf("%s: not measured: %v", other[0], err)
					continue
				}
				b.Logf("%s: first 100 lines after %s, all after %s", other[0], otherFirst.Round(time.Millisecond), otherAll.Round(time.Millisecond))
				b.ReportMetric(otherFirst.Seconds()/first.Seconds(), "x-first-"+other[0])
				b.ReportMetric(otherAll.Seconds()/all.Seconds(), "x-all-"+other[0])
			}
		})
	}
}

// laidOut opens a body twice: for its first lines, and to write all of them.
func laidOut(b *testing.B, body []byte, kind string) (first, all time.Duration) {
	began := time.Now()
	payload.Open("application/"+kind, body).Lines(payload.Pretty, 0, 100)
	first = time.Since(began)
	began = time.Now()
	if err := payload.Open("application/"+kind, body).Write(payload.Pretty, io.Discard); err != nil {
		b.Fatal(err)
	}
	return first, time.Since(began)
}

// outside runs a program over a body, and tells when its first lines and all of them were there.
func outside(command []string, body []byte) (first, all time.Duration, err error) {
	run := exec.Command(command[0], command[1:]...)
	run.Stdin = bytes.NewReader(body)
	out, err := run.StdoutPipe()
	if err != nil {
		return 0, 0, err
	}
	began := time.Now()
	if err := run.Start(); err != nil {
		return 0, 0, err
	}
	lines := bufio.NewReaderSize(out, 1<<16)
	for n := 0; n < 100 && err == nil; n++ {
		_, err = lines.ReadSlice('\n')
	}
	first = time.Since(began)
	_, _ = io.Copy(io.Discard, lines) // what went wrong is told by Wait
	err = run.Wait()
	return first, time.Since(began), err
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
