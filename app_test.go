package main

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"

	"ordertrail/backend/cli"
	"ordertrail/backend/fault"
	"ordertrail/backend/order"
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
	s := heard(t, app, func(s SyncState) bool { return !s.Running })
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
	text, err := app.Text(id, trail.TextQuery{Part: detail.Bodies[0].Part, View: "pretty", Count: 5})
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
	result, err := app.Export(ExportChoice{IDs: []string{id}, Format: "zip"})
	if err != nil {
		t.Fatal(err)
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

func TestArgumentsWithoutACommandOpenTheWindow(t *testing.T) {
	cases := map[string]bool{
		"": true, "--demo": true, "--data x": true, "--data x --demo": true, "ordertrail://order/NL-1": true,
		"sync": false, "--json": false, "--data": false, "requests --demo": false,
	}
	for line, want := range cases {
		if _, got := windowed(strings.Fields(line)); got != want {
			t.Errorf("%q opens the window: %v", line, got)
		}
	}
}
