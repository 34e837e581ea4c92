package store

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
)

// TestMain lets this binary be the process that is killed: with ERASE_DIR set it erases a customer, and nothing else.
func TestMain(m *testing.M) {
	if dir := os.Getenv("ERASE_DIR"); dir != "" {
		os.Exit(eraseIn(dir))
	}
	os.Exit(m.Run())
}

func eraseIn(dir string) int {
	s, err := Open(context.Background(), dir, func() order.Millis { return testClock })
	if err == nil {
		_, err = s.Erase(context.Background(), Erasure{Customer: "canary-customer"}, func(int) {})
	}
	if err != nil {
		fmt.Println(err)
		return 1
	}
	return 0
}

// marked is a history in which one customer's records, and what they looked like before, are full of canaries.
func marked(t *testing.T, dir string, n int) (*Store, *History) {
	t.Helper()
	s, h := openInside(t, dir)
	ctx := t.Context()
	other, news := random(n, 21), news(n, 22)
	if _, err := h.Save(ctx, order.Batch{List: order.Requests, Requests: other}); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Save(ctx, order.Batch{List: order.Postbacks, Postbacks: news}); err != nil {
		t.Fatal(err)
	}
	for change := range 2 {
		requests, postbacks := make([]*order.Request, n), make([]*order.Postback, n)
		for i := range n {
			requests[i], postbacks[i] = canaryRequest(i, change), canaryPostback(i, change)
		}
		if _, err := h.Save(ctx, order.Batch{List: order.Requests, Requests: requests}); err != nil {
			t.Fatal(err)
		}
		if _, err := h.Save(ctx, order.Batch{List: order.Postbacks, Postbacks: postbacks}); err != nil {
			t.Fatal(err)
		}
	}
	return s, h
}

func canaryRequest(i, change int) *order.Request {
	at := testClock - order.Millis(i)*600_000
	return &order.Request{
		ID: fmt.Sprintf("canary-request-%d", i), ReceivedAt: at, UpdatedAt: at + order.Millis(change), Type: order.Submit,
		OrderReferenceID: fmt.Sprintf("canary-ref-%d", i), OrderID: fmt.Sprintf("canary-gelato-%d", i),
		Customer:  &order.Party{ID: "canary-customer", Name: "canary-name", ReferenceID: "canary-party"},
		Connector: &order.Connector{ID: "canary-connector", Type: "api", Name: "canary-connector-name"},
		Stages: order.Stages{
			Original: &order.Message{ContentType: "application/json", Body: fmt.Appendf(nil,
				`{"sku":"canary-sku","email":"canary%d@mail.example","firstName":"canaryfirst%d","comment":"canaryword%d %s"}`, i, i, change, noise(i, 80))},
			Template: &order.Template{Source: new("canary-template {{ x }}"), Error: &order.StageError{Code: "canary-code", Message: "canarymessage"}},
			Response: &order.Response{Status: new(400), Message: order.Message{Body: []byte(`{"message":"canaryanswer"}`)}},
		},
	}
}

func canaryPostback(i, change int) *order.Postback {
	at := testClock - order.Millis(i)*500_000
	return &order.Postback{
		ID: fmt.Sprintf("canary-postback-%d", i), OccurredAt: at, UpdatedAt: at + order.Millis(change), Event: "order_shipped", Direction: order.ToCustomer,
		OrderReferenceID: fmt.Sprintf("canary-ref-%d", i), ItemReferenceIDs: []string{fmt.Sprintf("canary-item-%d", i)},
		Payload: fmt.Appendf(nil, `{"tracking":{"code":"canary-parcel-%d"},"comment":"canarynews%d %s"}`, i, change, noise(i+1000, 60)),
	}
}

// noise can't be compressed, so that a frame's bytes are its own.
func noise(seed, n int) string {
	r := rand.New(rand.NewPCG(uint64(seed), 5))
	text := make([]byte, n)
	for i := range text {
		text[i] = byte('!' + r.IntN(90))
		if text[i] == '"' || text[i] == '\\' {
			text[i] = '.'
		}
	}
	return string(text)
}

// traces are pieces of the frames of records that are about to be erased.
func traces(t *testing.T, s *Store) map[string][]byte {
	t.Helper()
	found := map[string][]byte{}
	for _, q := range []string{
		"SELECT 'request ' || t.remote_id, b.frame FROM requests t JOIN request_bodies b ON b.id = t.body WHERE t.remote_id LIKE 'canary%'",
		"SELECT 'postback ' || t.remote_id, b.frame FROM postbacks t JOIN postback_bodies b ON b.id = t.body WHERE t.remote_id LIKE 'canary%'",
		"SELECT 'former ' || list || remote_id, frame FROM former WHERE remote_id LIKE 'canary%'",
	} {
		rows, err := s.readers.QueryContext(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var name string
			var frame []byte
			if err := rows.Scan(&name, &frame); err != nil {
				t.Fatal(err)
			}
			found[name] = frame[len(frame)-40 : len(frame)-8]
		}
		_ = rows.Close()
	}
	return found
}

var canary = regexp.MustCompile(`(?i)canary`)

// inFiles counts the traces, and the word canary, in all files of a folder.
func inFiles(t *testing.T, dir string, wanted map[string][]byte) (frames int, words int) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, piece := range wanted {
			if bytes.Contains(data, piece) {
				frames++
			}
		}
		words += len(canary.FindAllIndex(data, -1))
	}
	return frames, words
}

func TestErasingLeavesNothingInAnyFile(t *testing.T) {
	const n = 40
	for name, what := range map[string]Erasure{
		"a customer": {Customer: "Canary-Party"},
		"a date":     {Before: testClock + 10},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			s, _ := marked(t, dir, n)
			pieces := traces(t, s)
			if frames, words := inFiles(t, dir, pieces); frames < len(pieces) || words == 0 || len(pieces) != 4*n {
				t.Fatalf("before: %d of %d frames, %d words", frames, len(pieces), words)
			}
			backup := filepath.Join(dir, File+".schema-0001.bak")
			if err := os.WriteFile(backup, []byte("canary"), 0o600); err != nil {
				t.Fatal(err)
			}
			gone, err := s.Erase(t.Context(), what, func(int) {})
			if want := (Erased{n, n}); err != nil || what.Customer != "" && gone != want {
				t.Fatalf("%+v, %v", gone, err)
			}
			if frames, words := inFiles(t, dir, pieces); frames+words > 0 {
				t.Errorf("after: %d frames, %d words", frames, words)
			}
			was := derivedRows(t, s)
			if err := s.Rebuild(t.Context()); err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(was, derivedRows(t, s)); d != "" {
				t.Errorf("what follows from records is not as a whole reading gives it: %s", d)
			}
		})
	}
}

func TestOneOrderIsErasedAndTheRestStays(t *testing.T) {
	dir := t.TempDir()
	s, h := marked(t, dir, 30)
	if gone, err := s.Erase(t.Context(), Erasure{Order: "CANARY-REF-7"}, func(int) {}); err != nil || gone != (Erased{1, 1}) {
		t.Fatalf("%+v, %v", gone, err)
	}
	if _, err := s.Order(t.Context(), "canary-ref-7", testClock); !fault.Is(err, fault.NotFound) {
		t.Errorf("its order: %v", err)
	}
	if _, err := s.Order(t.Context(), "canary-ref-8", testClock); err != nil {
		t.Errorf("another order: %v", err)
	}
	saved, err := h.Save(t.Context(), order.Batch{List: order.Requests, Requests: []*order.Request{canaryRequest(7, 5), canaryRequest(8, 5)}})
	if err != nil || saved.New != 0 || saved.Updated != 1 {
		t.Errorf("the next sync: %+v, %v", saved, err)
	}
	if _, err := s.Record(t.Context(), "canary-request-7"); !fault.Is(err, fault.NotFound) {
		t.Errorf("it came back: %v", err)
	}
	if _, err := s.Erase(t.Context(), Erasure{Order: "canary-ref-7"}, func(int) {}); !fault.Is(err, fault.NotFound) {
		t.Errorf("erasing it again: %v", err)
	}
	if _, err := s.Erase(t.Context(), Erasure{Customer: "nobody"}, func(int) {}); !fault.Is(err, fault.NotFound) {
		t.Errorf("erasing nobody: %v", err)
	}
}

// gapsOf are the erased hours of an order as it is asked for.
func gapsOf(t *testing.T, s *Store, n Named) []order.Gap {
	t.Helper()
	gaps, err := s.ErasedOf(t.Context(), n)
	if err != nil {
		t.Fatal(err)
	}
	return gaps
}

func TestWhatWasErasedOfAnOrderIsMissingOfThatOrderAlone(t *testing.T) {
	s, h := openInside(t, t.TempDir())
	window := order.Window{From: testClock - 86_400_000, To: testClock + 86_400_000}
	if err := h.Asked(t.Context(), order.Requests, window, 0, ""); err != nil {
		t.Fatal(err)
	}
	batch := order.Batch{List: order.Requests, Requests: []*order.Request{canaryRequest(0, 0), canaryRequest(1, 0)}, Covered: window, At: testClock}
	if _, err := h.Save(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Save(t.Context(), order.Batch{List: order.Postbacks, Postbacks: []*order.Postback{canaryPostback(0, 0), canaryPostback(1, 0)}}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Erase(t.Context(), Erasure{Order: "canary-ref-0"}, func(int) {}); err != nil {
		t.Fatal(err)
	}
	if c, err := s.CoverageOf(t.Context(), order.Window{}, ""); err != nil || len(c.Gaps) != 0 {
		t.Errorf("of all: %+v, %v", c.Gaps, err)
	}
	whose := order.Party{ID: "canary-customer"}
	for name, asked := range map[string]Named{
		"by its reference":               {Reference: " Canary-REF-0"},
		"by its reference, and whose":    {Reference: "canary-ref-0", Customer: whose},
		"by its Gelato id":               {IDs: []string{"canary-gelato-0"}},
		"by an item":                     {Reference: "canary-item-0", IDs: []string{"canary-item-0"}},
		"by a parcel":                    {Reference: "CANARY-parcel-0", IDs: []string{"CANARY-parcel-0"}},
		"by a text that may be anyone's": {Reference: "canary0@mail.example", Text: true},
	} {
		gaps := gapsOf(t, s, asked)
		if len(gaps) != 2 || gaps[0].Why != order.Erased || gaps[0].From > testClock || gaps[0].To <= testClock || gaps[0].ErasedAt != testClock {
			t.Errorf("%s: %+v", name, gaps)
		}
	}
	for name, asked := range map[string]Named{
		"another order":           {Reference: "canary-ref-1", Customer: whose, IDs: []string{"canary-gelato-1"}},
		"one that was never here": {Reference: "canary-ref-9", IDs: []string{"canary-ref-9"}},
		"another customer's":      {Reference: "canary-ref-0", Customer: order.Party{ID: "another"}},
	} {
		if gaps := gapsOf(t, s, asked); len(gaps) != 0 {
			t.Errorf("%s: %+v", name, gaps)
		}
	}
}

func TestWhatWasErasedByTimeOrNamedNoOrderIsMissingOfAll(t *testing.T) {
	for name, what := range map[string]Erasure{"by time": {Before: testClock - 3_600_000}, "of a customer": {Customer: "canary-customer"}} {
		t.Run(name, func(t *testing.T) {
			s, h := openInside(t, t.TempDir())
			window := order.Window{From: testClock - 86_400_000, To: testClock + 86_400_000}
			if err := h.Asked(t.Context(), order.Requests, window, 0, ""); err != nil {
				t.Fatal(err)
			}
			nameless := canaryRequest(30, 0) // five hours old
			nameless.OrderReferenceID, nameless.OrderID = "", ""
			if _, err := h.Save(t.Context(), order.Batch{List: order.Requests, Requests: []*order.Request{nameless}, Covered: window, At: testClock}); err != nil {
				t.Fatal(err)
			}
			if _, err := s.Erase(t.Context(), what, func(int) {}); err != nil {
				t.Fatal(err)
			}
			c, err := s.CoverageOf(t.Context(), order.Window{}, "")
			if err != nil || len(c.Gaps) != 1 || c.Gaps[0].Why != order.Erased || c.Gaps[0].From > nameless.ReceivedAt || c.Gaps[0].To <= nameless.ReceivedAt {
				t.Errorf("%+v, %v", c.Gaps, err)
			}
		})
	}
}

func TestWhatAnotherProcessErasedIsNamedAnew(t *testing.T) {
	dir := t.TempDir()
	s, h := marked(t, dir, 5)
	other, _ := openInside(t, dir)
	if _, err := other.Erase(t.Context(), Erasure{Customer: "canary-customer"}, func(int) {}); err != nil {
		t.Fatal(err)
	}
	late := canaryRequest(2, 0)
	late.ID = "late"
	if _, err := h.Save(t.Context(), order.Batch{List: order.Requests, Requests: []*order.Request{late}}); err != nil {
		t.Fatal(err)
	}
	page, err := s.Requests(t.Context(), order.RequestFilter{Customers: []string{"canary-name"}}, testClock)
	if err != nil || len(page.Requests) != 1 || page.Requests[0].OrderReferenceID != late.OrderReferenceID {
		t.Errorf("%+v, %v", page.Requests, err)
	}
	if rec, err := s.Record(t.Context(), "late"); err != nil || *rec.Request.Stages.Template.Source != *late.Stages.Template.Source {
		t.Errorf("its template: %v", err)
	}
}

// copyFiles copies a folder as it lies on the disk, as a kill would leave it.
func copyFiles(t *testing.T, from, to string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(from, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(to, filepath.Base(file)), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestTheNextStartWipesWhatAnErasingThatEndedLeft(t *testing.T) {
	dir, left := t.TempDir(), t.TempDir()
	s, _ := marked(t, dir, 40)
	pieces := traces(t, s)
	targets, err := s.targets(t.Context(), Erasure{Customer: "canary-customer"})
	if err != nil {
		t.Fatal(err)
	}
	for _, list := range []order.List{order.Requests, order.Postbacks} { // the customer is named by the first alone
		if err := s.eraseList(t.Context(), list, targets[list], true, func(int) {}); err != nil {
			t.Fatal(err)
		}
	}
	copyFiles(t, dir, left) // here it ends
	if frames, _ := inFiles(t, left, pieces); frames == 0 {
		t.Fatal("nothing was left to wipe")
	}
	again, _ := openInside(t, left)
	if frames, words := inFiles(t, left, pieces); frames+words > 0 {
		t.Errorf("after the next start: %d frames, %d words", frames, words)
	}
	if query[bool](t, again, "SELECT EXISTS(SELECT 1 FROM unfinished)") {
		t.Error("it is still noted as unfinished")
	}
}

func TestErasingIsFinishedAfterAKillInTheMiddle(t *testing.T) {
	base := t.TempDir()
	s, _ := marked(t, base, 100)
	pieces := traces(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	rounds := 2
	if n, err := strconv.Atoi(os.Getenv("ERASE_KILLS")); err == nil {
		rounds = n
	}
	r := rand.New(rand.NewPCG(1, uint64(rounds)))
	for range rounds {
		dir := t.TempDir()
		copyFiles(t, base, dir)
		child := exec.CommandContext(t.Context(), os.Args[0])
		child.Env = append(os.Environ(), "ERASE_DIR="+dir)
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		<-time.After(time.Duration(20+r.IntN(600)) * time.Millisecond)
		_ = child.Process.Kill() // it may have ended
		_ = child.Wait()
		after, _ := openInside(t, dir)
		still := traces(t, after)
		for name := range still {
			delete(pieces, name)
		}
		if frames, _ := inFiles(t, dir, pieces); frames > 0 {
			t.Errorf("%d frames of records that are gone are in the files", frames)
		}
		if _, err := after.Erase(t.Context(), Erasure{Customer: "canary-customer"}, func(int) {}); err != nil && !fault.Is(err, fault.NotFound) {
			t.Fatal(err)
		}
		for name, piece := range still {
			pieces[name] = piece
		}
		if frames, words := inFiles(t, dir, pieces); frames+words > 0 {
			t.Errorf("after erasing again: %d frames, %d words", frames, words)
		}
	}
}
