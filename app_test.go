package main

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/zalando/go-keyring"

	"ordertrail/backend/cli"
	"ordertrail/backend/demo"
	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/settings"
	"ordertrail/backend/trail"
	"ordertrail/backend/web"
)

// opened gives an App over a folder of its own, as serve wires it.
func opened(t *testing.T) *App {
	t.Helper()
	app := newApp(t.Context(), cli.ServeOptions{Data: t.TempDir(), Lang: "en"}, slog.New(slog.DiscardHandler))
	if err := app.start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(app.stop)
	return app
}

// heard waits until a bell has rung and the state is as wanted.
func heard(t *testing.T, app *App, wanted func(SyncState) bool) SyncState {
	t.Helper()
	rung := make(chan struct{}, 1)
	defer app.bells.subscribe(func(string) {
		select {
		case rung <- struct{}{}:
		default:
		}
	})()
	for {
		s, err := app.SyncState()
		if err != nil {
			t.Fatal(err)
		}
		if wanted(s) {
			return s
		}
		select {
		case <-rung:
		case <-t.Context().Done():
			t.Fatal("the state never came")
		}
	}
}

func TestTheDemoFillsTheListsBesideTheOwnHistory(t *testing.T) {
	app := opened(t)
	if s, err := app.SyncState(); err != nil || s.Connected || s.Demo {
		t.Fatalf("at first: %+v %v", s, err)
	}
	app.startDemo = func(ctx context.Context) (string, string, error) { return startDemo(ctx, present(), 300) }
	if err := app.OpenDemo(); err != nil {
		t.Fatal(err)
	}
	s := heard(t, app, func(s SyncState) bool { return s.LastAt > 0 || s.Failure.Code != "" })
	if s.Failure.Code != "" || !s.Demo || s.LastNew < 300 {
		t.Fatalf("after the demo: %+v", s)
	}
	page, err := app.Requests(order.RequestFilter{})
	if err != nil || len(page.Requests) == 0 {
		t.Fatalf("%d rows, %v", len(page.Requests), err)
	}
	id := page.Requests[0].ID
	detail, err := app.Request(id)
	if err != nil || detail.Row.ID != id || len(detail.Bodies) == 0 {
		t.Errorf("detail: %+v %v", detail, err)
	}
	text, err := app.Text(id, trail.TextQuery{TextPlace: trail.TextPlace{Part: detail.Bodies[0].Part}, View: "pretty", Count: 5})
	if err != nil || len(text.Lines) == 0 || len(text.Lines) > 5 {
		t.Errorf("text: %+v %v", text, err)
	}
	exported(t, app, id)
}

// exported saves a request as a browser would, and opens the archive.
func exported(t *testing.T, app *App, id string) {
	t.Helper()
	shelf := &web.Shelf{}
	app.files = page{shelf}
	looked, err := app.PrepareExport(ExportChoice{IDs: []string{id}, Format: "zip", Postbacks: true})
	if err != nil || len(looked.Texts) == 0 || looked.Masked["company"] == 0 {
		t.Fatalf("%+v, %v", looked, err)
	}
	result, err := app.SaveExport(looked.Token)
	if err != nil || result.SHA256 != looked.SHA256 {
		t.Fatalf("saved %+v, %v", result, err)
	}
	f, ok := shelf.Take(strings.TrimPrefix(result.Download, "/download/"))
	if !ok || int64(len(f.Content)) != result.Bytes {
		t.Fatalf("the file waits: %v, %d bytes of %d", ok, len(f.Content), result.Bytes)
	}
	archive, err := zip.NewReader(bytes.NewReader(f.Content), result.Bytes)
	if err != nil || len(archive.File) < 3 {
		t.Errorf("archive: %v %v", archive, err)
	}
}

func TestAPanicIsAnErrorAPersonCanRead(t *testing.T) {
	app := opened(t)
	_, err := guard(app, func(*trail.Trail) (int, error) { panic("nil somewhere") })
	if got := app.explain(err); got.Code != fault.Internal || strings.Contains(got.Message, "nil somewhere") {
		t.Errorf("a person reads %+v", got)
	}
}

func TestAHistoryThatCannotBeOpenedSaysSoToThePage(t *testing.T) {
	app := newApp(t.Context(), cli.ServeOptions{Data: t.TempDir()}, slog.New(slog.DiscardHandler))
	app.openHistory = func(string) (*trail.Trail, error) {
		return nil, fault.New(fault.NewerVersion, "", nil, errors.New("schema 9"))
	}
	if err := app.start(); !fault.Is(err, fault.NewerVersion) {
		t.Errorf("start: %v", err)
	}
	if _, err := app.Requests(order.RequestFilter{}); !fault.Is(err, fault.NewerVersion) {
		t.Errorf("the page hears %v", err)
	}
	app.stop()
}

func TestAFeedThatIsNotThereIsNamedInTheState(t *testing.T) {
	app := opened(t)
	err := app.Connect(Connection{URL: "http://127.0.0.1:1", Key: "k:s"})
	if !fault.Is(err, fault.Offline) {
		t.Errorf("connect: %v", err)
	}
	if s, _ := app.SyncState(); s.Connected {
		t.Error("a source that never answered was kept")
	}
}

// fed gives an App that is connected to a made-up feed and has read it.
func fed(t *testing.T, requests int) (*App, *atomic.Int64) {
	t.Helper()
	keyring.MockInit()
	history, err := demo.New(demo.Options{Requests: requests, Seed: demoSeed, Now: present()})
	if err != nil {
		t.Fatal(err)
	}
	var asked atomic.Int64
	feed := demo.Handler(history, demo.ServerOptions{Key: demoKey})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		feed.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	app := opened(t)
	if err := app.Connect(Connection{URL: server.URL, Key: demoKey}); err != nil {
		t.Fatal(err)
	}
	heard(t, app, func(s SyncState) bool { return s.LastAt > 0 })
	return app, &asked
}

func TestAPausedHistoryIsReadWhenAskedAndOnlyThen(t *testing.T) {
	app, asked := fed(t, 200)
	if s, _ := app.SyncState(); s.NextAt < present() {
		t.Errorf("the next sync is at %d", s.NextAt)
	}
	if err := app.SavePreferences(settings.Preferences{Theme: "system", SyncPaused: true}); err != nil {
		t.Fatal(err)
	}
	heard(t, app, func(s SyncState) bool { return s.Paused })
	again := newApp(t.Context(), cli.ServeOptions{Data: app.dir}, slog.New(slog.DiscardHandler)) // as at the next start
	app.stop()
	before := asked.Load()
	if err := again.start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(again.stop)
	heard(t, again, func(s SyncState) bool { return s.Paused })
	if asked.Load() != before {
		t.Error("it asked the source though it is paused")
	}
	if err := again.Sync(); err != nil {
		t.Fatal(err)
	}
	heard(t, again, func(s SyncState) bool { return s.LastAt > 0 && s.Paused })
	if asked.Load() == before {
		t.Error("it did not ask the source though it was told to")
	}
}

func TestAGapIsNamedAndFetchedByItself(t *testing.T) {
	app, _ := fed(t, 400)
	c, err := app.Coverage()
	if err != nil || len(c.Lists) != 2 || len(c.Gaps) != 0 {
		t.Fatalf("coverage: %+v %v", c, err)
	}
	held := c.Lists[0]
	gap := order.Gap{Source: held.Source, List: held.List, Window: order.Window{From: held.From - 1000, To: held.From + 1000}}
	if err := app.FetchGap(gap); err != nil {
		t.Errorf("fetch: %v", err)
	}
	gap.To = gap.From
	if err := app.FetchGap(gap); !fault.Is(err, fault.Invalid) {
		t.Errorf("a window without a length: %v", err)
	}
	gap = order.Gap{Source: "nobody", List: held.List, Window: held.Window}
	if err := app.FetchGap(gap); !fault.Is(err, fault.NotFound) {
		t.Errorf("a source that is not known: %v", err)
	}
}

func TestASourceThatIsConnectedWhileAnotherIsReadIsReadNext(t *testing.T) {
	app, _ := fed(t, 200)
	first := make(chan struct{})
	slow := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if strings.HasSuffix(r.URL.Path, "/status") {
			_, _ = fmt.Fprintf(w, `{"feed":1,"tenant":{"id":"slow"},"now":%q}`, present())
			return
		}
		<-first
		_, _ = fmt.Fprintf(w, `{"data":[],"next":null,"asOf":%q}`, present())
	}))
	t.Cleanup(slow.Close)
	if err := app.Connect(Connection{URL: slow.URL, Key: "k:s"}); err != nil {
		t.Fatal(err)
	}
	heard(t, app, func(s SyncState) bool { return s.Running })
	history, err := demo.New(demo.Options{Requests: 60, Seed: 9, Now: present()})
	if err != nil {
		t.Fatal(err)
	}
	other := httptest.NewServer(demo.Handler(history, demo.ServerOptions{Key: demoKey}))
	t.Cleanup(other.Close)
	if err := app.Connect(Connection{URL: other.URL, Key: demoKey}); err != nil {
		t.Fatal(err)
	}
	close(first)
	name := strings.TrimPrefix(other.URL, "http://")
	heard(t, app, func(SyncState) bool {
		c, err := app.Coverage()
		return err == nil && slices.ContainsFunc(c.Lists, func(h order.Held) bool { return h.Source == name })
	})
}

func TestFilesAloneNeedNoSource(t *testing.T) {
	app := opened(t)
	if _, err := app.upload("r.json", strings.NewReader(`[{"id":"r1","receivedAt":"2026-11-01T10:00:00.000Z","updatedAt":"2026-11-01T10:00:00.000Z","type":"submit","stages":{}}]`)); err != nil {
		t.Fatal(err)
	}
	if err := app.Sync(); err != nil {
		t.Fatal(err)
	}
	if s := heard(t, app, func(s SyncState) bool { return !s.Running && s.NextAt > present() }); s.Failure.Code != "" || !s.Connected {
		t.Errorf("the state: %+v", s)
	}
}

func TestALinkIsOpenedOnceByThePage(t *testing.T) {
	app := opened(t)
	rung := ""
	defer app.bells.subscribe(func(name string) { rung = name })()
	app.follow([]string{"--demo", "ordertrail://diagnose/disappeared/NL-1"})
	if rung != "link" {
		t.Errorf("the bell %q rang", rung)
	}
	for _, want := range []string{"ordertrail://diagnose/disappeared/NL-1", ""} {
		if got, err := app.Link(); err != nil || got != want {
			t.Errorf("the page opens %q, want %q: %v", got, want, err)
		}
	}
}

func TestWhatIsDroppedOnTheWindowIsReadOnce(t *testing.T) {
	app := opened(t)
	path := filepath.Join(t.TempDir(), "hooks.ndjson")
	if err := os.WriteFile(path, []byte(`{"id":"e1","event":"order_shipped","orderId":"g","created":"2026-11-03T22:00:00Z"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	rung := make(chan string, 10)
	t.Cleanup(app.bells.subscribe(func(name string) { rung <- name }))
	app.drop(inputs([]string{path, path + ".gone"}))
	if name := <-rung; name != "drop" {
		t.Errorf("rang %s", name)
	}
	files, err := app.Dropped()
	if err != nil || len(files) != 2 || files[0].Path != "hooks.ndjson" || files[0].Postbacks != 1 || !files[1].Failed {
		t.Fatalf("read %+v, %v", files, err)
	}
	if again, err := app.Dropped(); err != nil || len(again) != 0 {
		t.Errorf("again %+v, %v", again, err)
	}
}

func TestArgumentsWithoutACommandOpenTheWindow(t *testing.T) {
	cases := map[string]bool{
		"": true, "--demo": true, "--data x": true, "--data x --demo": true, "ordertrail://order/NL-1": true,
		"nl-1.ordertrail": true, "file:///home/nl-1.ordertrail": true, "--data x NL-1.ORDERTRAIL": true,
		"sync": false, "--json": false, "--data": false, "requests --demo": false, "nl-1.har": false,
		"import nl-1.ordertrail": false, "nl-1.ordertrail --json": false,
	}
	for line, want := range cases {
		if _, got := windowed(strings.Fields(line)); got != want {
			t.Errorf("%q opens the window: %v", line, got)
		}
	}
}

// bundled exports a request of another Ordertrail as a bundle, and gives the file.
func bundled(t *testing.T) string {
	t.Helper()
	other := opened(t)
	if _, err := other.upload("r.json", strings.NewReader(`[{"id":"r1","receivedAt":"2026-11-01T10:00:00.000Z","updatedAt":"2026-11-01T10:00:00.000Z","type":"submit","stages":{}}]`)); err != nil {
		t.Fatal(err)
	}
	shelf := &web.Shelf{}
	other.files = page{shelf}
	looked, err := other.PrepareExport(ExportChoice{IDs: []string{"r1"}, Format: "bundle"})
	if err != nil {
		t.Fatal(err)
	}
	result, err := other.SaveExport(looked.Token)
	if err != nil {
		t.Fatal(err)
	}
	f, _ := shelf.Take(strings.TrimPrefix(result.Download, "/download/"))
	path := filepath.Join(t.TempDir(), "from åsa.ordertrail")
	if err := os.WriteFile(path, f.Content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestABundleThatIsOpenedIsASourceThatGoesWithItsRecords(t *testing.T) {
	path := bundled(t)
	app := opened(t)
	t.Chdir(filepath.Dir(path))
	address := url.URL{Scheme: "file", Path: path}
	args := []string{"--data", "own.ordertrail", filepath.Base(path), address.String()}
	wholePaths(args)
	if want := []string{"--data", "own.ordertrail", path, path}; !slices.Equal(args, want) {
		t.Fatalf("arguments for the first process: %q, want %q", args, want)
	}
	rung := make(chan string, 10)
	t.Cleanup(app.bells.subscribe(func(name string) { rung <- name }))
	app.follow(args[:3])
	if waiting, err := app.Waiting(); !waiting || err != nil || <-rung != "drop" {
		t.Fatalf("a bundle waits: %v %v", waiting, err)
	}
	if files, err := app.Dropped(); err != nil || len(files) != 1 || files[0].Requests != 1 || files[0].Format != "bundle" {
		t.Fatalf("read %+v, %v", files, err)
	}
	sources, err := app.Sources()
	if err != nil || len(sources) != 1 || sources[0].Name != "bundle from åsa" || !sources[0].Bundle {
		t.Fatalf("sources %+v, %v", sources, err)
	}
	if err := app.RemoveSource(sources[0].Name, false); err != nil {
		t.Fatal(err)
	}
	if left, err := app.Requests(order.RequestFilter{}); err != nil || len(left.Requests) != 0 {
		t.Errorf("left %+v, %v", left, err)
	}
	if waiting, _ := app.Waiting(); waiting {
		t.Error("the bundle waits again")
	}
}
