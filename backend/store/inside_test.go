package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
)

const testClock order.Millis = 1_795_000_000_000

func openInside(t testing.TB, dir string) (*Store, *History) {
	t.Helper()
	s, err := Open(t.Context(), dir, func() order.Millis { return testClock })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	h, err := s.History(t.Context(), Source{Name: "a", Kind: "feed"})
	if err != nil {
		t.Fatal(err)
	}
	return s, h
}

func query[T any](t *testing.T, s *Store, text string, args ...any) T {
	t.Helper()
	var v T
	if err := s.readers.QueryRowContext(t.Context(), text, args...).Scan(&v); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return v
}

func TestTheDatabaseIsSetUpAsMeasured(t *testing.T) {
	s, _ := openInside(t, filepath.Join(t.TempDir(), "a folder #1?"))
	for pragma, want := range map[string]string{"page_size": "8192", "journal_mode": "wal"} {
		if got := query[string](t, s, "PRAGMA "+pragma); got != want {
			t.Errorf("%s is %s, want %s", pragma, got, want)
		}
	}
	// Below 3.51.3, two connections can corrupt a file in WAL mode (sqlite.org/wal.html, the WAL-reset bug).
	var major, minor, patch int
	v := query[string](t, s, "SELECT sqlite_version()")
	if _, err := fmt.Sscanf(v, "%d.%d.%d", &major, &minor, &patch); err != nil || major*1_000_000+minor*1000+patch < 3_051_003 {
		t.Errorf("SQLite is %s", v)
	}
	if _, err := s.readers.ExecContext(t.Context(), "DELETE FROM sources"); classify(err) != fault.ReadOnly {
		t.Errorf("a reader wrote: %v", err)
	}
}

func TestTheSchemaIsTheGoldenOne(t *testing.T) {
	s, _ := openInside(t, t.TempDir())
	rows, err := s.readers.QueryContext(t.Context(), "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	var schema strings.Builder
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			t.Fatal(err)
		}
		schema.WriteString(text + ";\n")
	}
	golden := filepath.Join("testdata", "schema.golden.sql")
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(golden, []byte(schema.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), schema.String()); d != "" {
		t.Errorf("the schema changed (UPDATE=1 rewrites it; a released migration must not change):\n%s", d)
	}
}

// random makes requests over two days, as customers and outcomes come.
func random(n int, seed uint64) []*order.Request {
	r := rand.New(rand.NewPCG(seed, 1))
	list := make([]*order.Request, n)
	for i := range list {
		at := testClock - order.Millis(r.IntN(48*3_600_000))
		list[i] = &order.Request{ID: fmt.Sprintf("r%d-%d", seed, i), ReceivedAt: at, UpdatedAt: at, Type: order.Submit,
			OrderReferenceID: fmt.Sprintf("O-%d", r.IntN(n)), Customer: &order.Party{ID: fmt.Sprintf("c%d", r.IntN(3))},
			Stages: order.Stages{Original: &order.Message{Body: fmt.Appendf(nil, `{"number":"O-%d","city":"Malmö %d"}`, i, r.IntN(1000)), ContentType: "application/json"},
				Response: &order.Response{Status: new([]int{200, 400, 500}[r.IntN(3)])}}}
	}
	return list
}

func TestCountsAgreeWithTheRecordsInAnyWindow(t *testing.T) {
	s, h := openInside(t, t.TempDir())
	list := random(900, 1)
	if _, err := h.Save(t.Context(), order.Batch{List: order.Requests, Requests: list}); err != nil {
		t.Fatal(err)
	}
	for i := range 300 { // some change their outcome, their time or their customer
		c := *list[i]
		c.UpdatedAt, c.ReceivedAt, c.Customer = c.UpdatedAt+1, c.ReceivedAt+order.Millis(i%2)*7_000_000, &order.Party{ID: fmt.Sprintf("c%d", i%4)}
		c.Stages.Response = &order.Response{Status: new(409)}
		list[i] = &c
	}
	if _, err := h.Save(t.Context(), order.Batch{List: order.Requests, Requests: list}); err != nil {
		t.Fatal(err)
	}
	zones := []string{"UTC", "Europe/Stockholm", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe"}
	for _, zone := range zones {
		day := localDay(t, zone)
		want := map[order.Outcome]int{}
		for _, r := range list {
			if r.ReceivedAt >= day.From && r.ReceivedAt < day.To {
				want[r.Outcome(farFuture)]++
			}
		}
		got, err := s.CountRequests(t.Context(), []order.Millis{day.From, day.To}, nil, farFuture)
		if d := cmp.Diff([]map[order.Outcome]int{want}, got); err != nil || d != "" {
			t.Errorf("a day in %s: %v %s", zone, err, d)
		}
	}
	if got, _ := s.CountRequests(t.Context(), []order.Millis{testClock - 90_000, testClock - 80_000}, nil, testClock); len(got[0]) > 3 {
		t.Errorf("ten seconds: %v", got)
	}
}

func localDay(t *testing.T, zone string) order.Window {
	t.Helper()
	z, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	now := testClock.Time().In(z)
	midnight := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, z)
	return order.Window{From: order.At(midnight.AddDate(0, 0, -1)), To: order.At(midnight)}
}

func TestADamagedFrameIsFoundOrChangesNothing(t *testing.T) {
	s, h := openInside(t, t.TempDir())
	list := random(40, 2)
	if _, err := h.Save(t.Context(), order.Batch{List: order.Requests, Requests: list}); err != nil {
		t.Fatal(err)
	}
	r, bad := rand.New(rand.NewPCG(3, 3)), 0
	for i, req := range list {
		id := query[int64](t, s, "SELECT body FROM requests WHERE remote_id = ?", req.ID)
		var frame []byte
		if err := s.readers.QueryRow("SELECT frame FROM request_bodies WHERE id = ?", id).Scan(&frame); err != nil {
			t.Fatal(err)
		}
		if i%2 == 0 {
			frame[r.IntN(len(frame))] ^= 1 << r.IntN(8)
		} else {
			frame = frame[:r.IntN(len(frame))]
		}
		if _, err := s.writer.conn.ExecContext(t.Context(), "UPDATE request_bodies SET frame = ? WHERE id = ?", frame, id); err != nil {
			t.Fatal(err)
		}
		rec, err := s.Record(t.Context(), req.ID)
		switch {
		case fault.Is(err, fault.Corrupt):
			bad++
		case err != nil || !cmp.Equal(req, rec.Request): // one spelling of null for another changes nothing
			t.Errorf("a damaged frame opened as %+v, %v", rec.Request, err)
		}
	}
	if bad < len(list)/2 {
		t.Errorf("only %d of %d damaged frames were found", bad, len(list))
	}
	checked, err := s.Check(t.Context(), func(int) {})
	if err != nil || checked.Records != len(list) || len(checked.Bad) != bad {
		t.Errorf("check: %d of %d bad, %v", len(checked.Bad), checked.Records, err)
	}
}

func TestADictionaryIsTrainedHoldsNobodysDataAndIsReadByOthers(t *testing.T) {
	dir := t.TempDir()
	s, h := openInside(t, dir)
	list := random(2*samplesWanted, 4)
	for i, r := range list {
		r.Stages.Original.Headers = []order.Header{{Name: "X-Shop", Value: "canary-header"}}
		r.Stages.Original.Body = fmt.Appendf(nil, `{"order":{"number":"O-%d","lines":[{"sku":"canary-sku","qty":%d}],"delivery":{"name":"Åsa canary-name","mail":"canary@mail.example"}}}`, i, i)
		r.Stages.Response.Body, r.Stages.Response.ContentType = []byte(`<reply code="canary-xml"><id>canary-text</id></reply>`), "application/xml"
	}
	if _, err := h.Save(t.Context(), order.Batch{List: order.Requests, Requests: list}); err != nil {
		t.Fatal(err)
	}
	data := <-s.trainings[order.Requests].done
	if data == nil {
		t.Fatal("no dictionary could be trained")
	}
	if strings.Contains(string(data), "canary") || strings.Contains(string(data), "Åsa") {
		t.Error("the dictionary holds values of records")
	}
	s.trainings[order.Requests].done <- data // as the background work would have
	other, _ := openInside(t, dir)           // opened before there is a dictionary
	more := random(20, 5)
	if _, err := h.Save(t.Context(), order.Batch{List: order.Requests, Requests: more}); err != nil {
		t.Fatal(err)
	}
	if n := query[int](t, s, "SELECT count(*) FROM request_bodies WHERE codec = ?", withDict); n != len(more) {
		t.Errorf("%d frames use the dictionary, want %d", n, len(more))
	}
	for _, r := range []*order.Request{more[0], list[0]} {
		if rec, err := other.Record(t.Context(), r.ID); err != nil || string(rec.Request.Stages.Original.Body) != string(r.Stages.Original.Body) {
			t.Errorf("another process reads %v %v", rec.Request, err)
		}
	}
}

func TestReadersAreNotHeldUpByAWriter(t *testing.T) {
	s, h := openInside(t, t.TempDir())
	if _, err := h.Save(t.Context(), order.Batch{List: order.Requests, Requests: random(50, 6)}); err != nil {
		t.Fatal(err)
	}
	err := s.writer.inTx(t.Context(), func(ctx context.Context) error {
		if err := s.writer.exec(ctx, "DELETE FROM requests"); err != nil {
			return err
		}
		page, err := s.Requests(ctx, order.RequestFilter{}, testClock)
		if err != nil || len(page.Requests) != 50 {
			t.Errorf("a reader sees %d rows, %v", len(page.Requests), err)
		}
		return context.Canceled
	})
	if err == nil || query[int](t, s, "SELECT count(*) FROM requests") != 50 {
		t.Errorf("a failed transaction left traces: %v", err)
	}
}

func TestCoverageIsJoinedAndItsGapsAreNamed(t *testing.T) {
	s, h := openInside(t, t.TempDir())
	ctx := t.Context()
	if err := h.Asked(ctx, order.Requests, order.Window{From: 100, To: 1000}, 200, order.Refused); err != nil {
		t.Fatal(err)
	}
	for _, w := range []order.Window{{From: 800, To: 1000}, {From: 700, To: 800}, {From: 400, To: 500}} {
		b := order.Batch{List: order.Requests, Covered: w, At: 1000, Keep: true}
		if w.From == 700 {
			b.Missing = []order.Missing{{ID: "big", At: 750, Why: order.Oversized, Reason: "41 MB", Within: order.Window{From: 750, To: 751}}}
		}
		if _, err := h.Save(ctx, b); err != nil {
			t.Fatal(err)
		}
	}
	got, err := s.CoverageOf(ctx, order.Window{}, "")
	if err != nil {
		t.Fatal(err)
	}
	held := func(from, to order.Millis) order.Held {
		return order.Held{Source: "a", List: order.Requests, Window: order.Window{From: from, To: to}, CompleteAt: 1000}
	}
	gap := func(from, to order.Millis, why order.GapWhy) order.Gap {
		return order.Gap{Source: "a", List: order.Requests, Window: order.Window{From: from, To: to}, Why: why}
	}
	want := order.Coverage{
		Lists: []order.Held{held(400, 500), held(700, 750), held(751, 1000)},
		Gaps:  []order.Gap{gap(750, 751, order.Oversized), gap(100, 200, order.BeyondSource), gap(200, 400, order.Refused), gap(500, 700, order.Refused)},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	late := random(1, 7)
	late[0].ID = "big"
	if _, err := h.Save(ctx, order.Batch{List: order.Requests, Requests: late, Keep: true}); err != nil {
		t.Fatal(err)
	}
	if got, _ := s.CoverageOf(ctx, order.Window{From: 700, To: 1100}, "a", order.Requests); len(got.Gaps) != 1 || got.Gaps[0].Why != order.NotYet {
		t.Errorf("after the record came: %+v", got.Gaps)
	}
}
