package export_test

import (
	"flag"
	"fmt"
	"io"
	"iter"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"testing"
	"time"

	"ordertrail/backend/export"
	"ordertrail/backend/order"
)

// memory measures long exports, which takes minutes.
var memory = flag.Int("memory", 0, "measure the memory of exports of so many rows and records, and of ten times as many; 10000 is what is promised for")

func TestALongExportTakesNoMoreMemoryThanAShortOne(t *testing.T) {
	if *memory == 0 {
		t.Skip("-memory measures it")
	}
	for _, f := range export.AllListFormats {
		t.Run(string(f), func(t *testing.T) {
			flat(t, *memory, func(n int) error {
				_, err := export.Requests(t.Context(), io.Discard, rows(n), f, export.Options{})
				return err
			})
		})
	}
	// Records are masked some hundred at a time, by a masker that is forgotten with them: what grows, grows without it.
	for _, f := range export.AllFormats {
		write, _ := export.Write(f)
		t.Run(string(f), func(t *testing.T) {
			flat(t, *memory, func(n int) error {
				_, err := write(t.Context(), io.Discard, many(n), export.Options{Unmasked: true})
				return err
			})
		})
	}
}

// mostKept is how many bytes of memory a record of a long export may cost: the marks of what was written, which stand for
// a request and its postbacks, in a table that is half empty at worst.
const mostKept = 150

// flat says how much memory an export takes at most, and one that is ten times as long.
func flat(t *testing.T, n int, write func(n int) error) {
	t.Helper()
	began := time.Now()
	short, long := peak(t, n, write), peak(t, 10*n, write)
	each := (float64(long) - float64(short)) / float64(9*n)
	t.Logf("%6d: %5.1f MB, %6d: %5.1f MB, %4.0f bytes a record more, %s", n, float64(short)/1e6, 10*n, float64(long)/1e6, each, time.Since(began).Round(time.Second))
	if each > mostKept {
		t.Error("it grows with what is exported")
	}
}

// peak is the largest heap while something is written.
func peak(t *testing.T, n int, write func(n int) error) (most uint64) {
	t.Helper()
	defer debug.SetGCPercent(debug.SetGCPercent(20))
	runtime.GC()
	done := make(chan error)
	go func() { done <- write(n) }()
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	for tick := time.NewTicker(5 * time.Millisecond); ; {
		select {
		case err := <-done:
			if err != nil {
				t.Fatal(err)
			}
			return most
		case <-tick.C:
			metrics.Read(sample)
			most = max(most, sample[0].Value.Uint64())
		}
	}
}

// rows are rows of a list, each of another customer.
func rows(n int) iter.Seq2[order.RequestRow, error] {
	return func(yield func(order.RequestRow, error) bool) {
		for i := range n {
			r := order.RequestRow{ID: fmt.Sprintf("r-%06d", i), Type: "submit", OrderReferenceID: fmt.Sprintf("NL-%06d", i), ReceivedAt: order.Millis(i)}
			r.Customer.ID, r.Customer.Name = fmt.Sprintf("c-%06d", i), fmt.Sprintf("Bygdéns Måleri %06d AB", i)
			if !yield(r, nil) {
				return
			}
		}
	}
}

// many are small records, each of another order.
func many(n int) export.Records {
	return func(yield func(export.Record, error) bool) {
		for i := range n {
			r := records()[0]
			r.Request.ID, r.Request.OrderReferenceID = fmt.Sprintf("r-%06d", i), fmt.Sprintf("NL-%06d", i)
			r.Postbacks[0].ID, r.Postbacks[0].OrderReferenceID = fmt.Sprintf("p-%06d", i), r.Request.OrderReferenceID
			if !yield(r, nil) {
				return
			}
		}
	}
}
