package syncer_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/Shopify/toxiproxy/v2"
	"github.com/rs/zerolog"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/source"
	"ordertrail/backend/syncer"
)

// wires are ways in which a wire goes bad, as toxiproxy makes them: each holds for every connection through it.
func wires() map[string]string {
	all := map[string]string{
		"slices of a few bytes":        `{"type":"slicer","attributes":{"average_size":7,"size_variation":3,"delay":0}}`,
		"a wire of 200 kB/s":           `{"type":"bandwidth","attributes":{"rate":200}}`,
		"20 ms of latency":             `{"type":"latency","attributes":{"latency":20,"jitter":10}}`,
		"a close that takes its time":  `{"type":"slow_close","attributes":{"delay":5}}`,
		"a reset at once":              `{"type":"reset_peer","attributes":{"timeout":0}}`,
		"a reset after a while":        `{"type":"reset_peer","attributes":{"timeout":15}}`,
		"a reset of what we send":      `{"type":"reset_peer","stream":"upstream","attributes":{"timeout":0}}`,
		"nothing, and then the end":    `{"type":"timeout","attributes":{"timeout":10}}`,
		"the question breaks off":      `{"type":"limit_data","stream":"upstream","attributes":{"bytes":50}}`,
		"the question in small slices": `{"type":"slicer","stream":"upstream","attributes":{"average_size":3,"size_variation":1,"delay":0}}`,
	}
	for kB := range 12 {
		all[fmt.Sprintf("the end after %d kB", kB)] = fmt.Sprintf(`{"type":"limit_data","attributes":{"bytes":%d}}`, kB<<10)
	}
	return all
}

func TestThroughABadWireOnlyWholePagesComeAndAllOfThemInTheEnd(t *testing.T) {
	for name, toxic := range wires() {
		t.Run(name, func(t *testing.T) {
			f := &faulty{feed: newFeed(0, 1), from: -1}
			for i := range pageRecords * pages {
				f.put(fmt.Sprintf("r%02d", i), start-1-order.Millis(i/2)*60_000)
			}
			server := httptest.NewServer(f)
			defer server.Close()
			wire := newWire(t, server)
			d := newDesk(t, t.TempDir())
			if _, err := wire.Toxics.AddToxicJson(strings.NewReader(toxic)); err != nil {
				t.Fatal(err)
			}
			err := syncThrough(t, wire, d)
			if err != nil && !fault.Is(err, fault.Offline) && !fault.Is(err, fault.NotAPI) {
				t.Errorf("class: %v", err)
			}
			f.atABoundary(t, d)
			wire.Toxics.ResetToxics(zerolog.Nop().WithContext(t.Context()))
			if err := syncThrough(t, wire, d); err != nil {
				t.Errorf("once the wire is good: %v", err)
			}
			d.holds(t, f.feed)
		})
	}
}

func newWire(t *testing.T, server *httptest.Server) *toxiproxy.Proxy {
	t.Helper()
	to := strings.TrimPrefix(server.URL, "http://")
	wire := toxiproxy.NewProxy(toxiproxy.NewServer(toxiproxy.NewMetricsContainer(nil), zerolog.Nop()), "wire", "127.0.0.1:0", to)
	if err := wire.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(wire.Stop)
	return wire
}

func syncThrough(t *testing.T, wire *toxiproxy.Proxy, d desk) error {
	t.Helper()
	src, err := source.Open(source.Options{Base: "http://" + wire.Listen, Key: keyCanary})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = src.Close() }()
	_, err = syncer.Run(t.Context(), src, d, syncer.Options{Limit: pageRecords, Wait: func(context.Context, time.Duration) error { return nil }})
	return err
}
