package syncer_test

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/store"
	"ordertrail/backend/syncer"
)

// state is one state of a record, and from when on the source shows it.
type state struct {
	order.Request
	visible order.Millis
}

// model is a source that keeps the promises of the contract, and shows records late on top. Its cursors are places
// in the order of a walk; it remembers every state that it has shown.
type model struct {
	*rapid.T
	mu       sync.Mutex // pages are fetched while others are stored
	now      order.Millis
	shown    map[string][]state
	dead     map[string]order.Millis
	name     string
	late     order.Millis // the most by which a record becomes visible late
	changes  bool
	rising   bool // gives oldest first, whatever it is asked
	faults   bool
	shake    bool // things happen between the pages
	counter  int
	canceler context.CancelFunc
	dice     *rand.Rand // for what happens while pages are fetched, where rapid can't be asked
}

func (m *model) Changes() bool { return m.changes }

func (m *model) Status(context.Context) (order.SourceStatus, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return order.SourceStatus{Now: m.now, Earliest: modelStart - 100*modelDay}, m.trouble(order.Query{})
}

const (
	modelStart order.Millis = 1_794_000_000_000
	modelDay   order.Millis = 86_400_000
)

// trouble draws what goes wrong with a question.
func (m *model) trouble(q order.Query) error {
	if !m.faults {
		return nil
	}
	switch draw := m.dice.IntN(31); {
	case draw < 1:
		return fault.New(fault.NotAPI, "login", nil, nil)
	case draw < 3:
		return fault.New(fault.Server, "", nil, nil)
	case draw < 4 && q.Cursor != "":
		return fault.New(fault.ContractChanged, "cursor", nil, nil)
	case draw < 5 && q.Limit > 1:
		return fault.New(fault.TooLarge, "", nil, nil)
	case draw < 6:
		m.canceler()
	}
	return nil
}

func (m *model) Page(ctx context.Context, q order.Query) (order.Page, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.shake {
		for range m.dice.IntN(3) {
			m.happen()
		}
	}
	if err := cmp.Or(m.trouble(q), ctx.Err()); err != nil {
		return order.Page{}, err
	}
	page := order.Page{AsOf: m.now}
	if q.List == order.Postbacks {
		return page, nil
	}
	for _, r := range m.walk(q) {
		if len(page.Requests) == q.Limit {
			last := page.Requests[q.Limit-1]
			page.Next = place(m.key(q, last), last.ID)
			break
		}
		page.Requests = append(page.Requests, &r)
	}
	return page, nil
}

func place(at order.Millis, id string) string { return fmt.Sprintf("%d/%s", at, id) }

func (m *model) key(q order.Query, r *order.Request) order.Millis {
	if q.UpdatedAfter != 0 {
		return r.UpdatedAt
	}
	return r.ReceivedAt
}

// walk gives the records of a query after its cursor, in its order.
func (m *model) walk(q order.Query) []order.Request {
	var all []order.Request
	for id, states := range m.shown {
		r := states[len(states)-1].Request
		if m.dead[id] == 0 && (q.UpdatedAfter != 0 && r.UpdatedAt > q.UpdatedAfter ||
			q.UpdatedAfter == 0 && r.ReceivedAt >= q.Window.From && r.ReceivedAt < q.Window.To) {
			all = append(all, r)
		}
	}
	down := q.Newest && !m.rising
	compare := func(a, b order.Request) int {
		c := cmp.Or(cmp.Compare(m.key(q, &a), m.key(q, &b)), cmp.Compare(a.ID, b.ID))
		if down {
			return -c
		}
		return c
	}
	slices.SortFunc(all, compare)
	if at, id, ok := strings.Cut(q.Cursor, "/"); ok {
		ms, _ := strconv.ParseInt(at, 10, 64)
		last := order.Request{ID: id, ReceivedAt: order.Millis(ms), UpdatedAt: order.Millis(ms)}
		all = slices.DeleteFunc(all, func(r order.Request) bool { return compare(r, last) <= 0 })
	}
	return all
}

// happen makes one thing happen at the source.
func (m *model) happen() {
	switch m.dice.IntN(7) {
	case 0, 1: // a tick
		m.now += []order.Millis{1, 5, 1000, 3_600_000}[m.dice.IntN(4)]
	case 2, 3:
		m.insert(m.now, m.now)
	case 4, 5:
		at := m.now - order.Millis(m.dice.Int64N(int64(m.late)+1))
		m.insert(at-[]order.Millis{0, 0, 1, 3_600_000}[m.dice.IntN(4)], at)
	default:
		m.update()
	}
}

func (m *model) insert(received, updated order.Millis) {
	m.counter++
	r := order.Request{ID: fmt.Sprintf("%s-%d", m.name, m.counter*7919%1000), ReceivedAt: received, UpdatedAt: updated, Type: order.Submit, OrderID: "v0"}
	m.shown[r.ID] = append(m.shown[r.ID], state{r, m.now})
}

func (m *model) update() {
	ids := m.alive()
	if len(ids) == 0 {
		return
	}
	id := ids[m.dice.IntN(len(ids))]
	r := m.shown[id][len(m.shown[id])-1].Request
	r.UpdatedAt, r.OrderID = max(m.now, r.UpdatedAt), fmt.Sprint("v", len(m.shown[id]))
	m.shown[id] = append(m.shown[id], state{r, m.now})
}

func (m *model) alive() []string {
	var ids []string
	for id := range m.shown {
		if m.dead[id] == 0 {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// judged is a history that is held against the model after every page.
type judged struct {
	*store.History
	s    *store.Store
	m    *model
	name string
	now  *map[string]int // what is held, read again after it changed
}

func (j judged) Save(ctx context.Context, b order.Batch) (order.Saved, error) {
	saved, err := j.History.Save(ctx, b)
	if saved.New+saved.Updated > 0 {
		*j.now = nil
	}
	j.claims()
	return saved, err
}

// held gives which state of every record is held.
func (j judged) held() map[string]int {
	if *j.now != nil {
		return *j.now
	}
	held := map[string]int{}
	for query := (order.RequestFilter{Source: j.name, Limit: 1000}); ; {
		page, err := j.s.Requests(context.Background(), query, j.m.now)
		if err != nil {
			j.m.Fatal(err)
		}
		for _, row := range page.Requests {
			if _, twice := held[row.ID]; twice {
				j.m.Fatalf("%s is listed twice", row.ID)
			}
			held[row.ID], err = strconv.Atoi(row.OrderID[1:])
			if err != nil {
				j.m.Fatal(err)
			}
		}
		if query.After = page.Next; query.After == "" {
			*j.now = held
			return held
		}
	}
}

// claims holds what coverage claims against what the source has shown: every state that it showed before a window
// was complete, of the records in that window, is held, or a later one.
func (j judged) claims() {
	j.m.mu.Lock()
	defer j.m.mu.Unlock()
	cover, err := j.s.CoverageOf(context.Background(), order.Window{}, j.name, order.Requests)
	if err != nil {
		j.m.Fatal(err)
	}
	held := j.held()
	for id, states := range j.m.shown {
		for n, st := range states {
			for _, w := range cover.Lists {
				has, ok := held[id]
				if dead := j.m.dead[id]; dead != 0 && dead < w.CompleteAt {
					continue
				}
				if st.ReceivedAt >= w.From && st.ReceivedAt < w.To && st.visible < w.CompleteAt && (!ok || has < n) {
					j.m.Fatalf("%+v claims state %d of %s (received %d, changed %d, visible %d); held: %v %d", w, n, id, st.ReceivedAt, st.UpdatedAt, st.visible, ok, has)
				}
			}
		}
	}
}

// settled says that exactly what the source has is held, each in its newest state.
func (j judged) settled() {
	held := maps.Clone(j.held())
	for id, states := range j.m.shown {
		n, ok := held[id]
		if (!ok || n != len(states)-1) && j.m.dead[id] == 0 {
			j.m.Fatalf("%s: held %v in state %d of %d: %+v", id, ok, n, len(states)-1, states)
		}
		if rec, err := j.s.Record(context.Background(), id); ok && (err != nil || (rec.GoneSince != 0) != (j.m.dead[id] != 0)) {
			j.m.Fatalf("%s is gone at the source since %d, it is held as gone since %d, %v", id, j.m.dead[id], rec.GoneSince, err)
		}
		delete(held, id)
	}
	if len(held) > 0 {
		j.m.Fatalf("held, but never shown: %v", held)
	}
}

func (j judged) sync(o syncer.Options) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	j.m.canceler = cancel
	o.Limit = rapid.SampledFrom([]int{1, 2, 3, 5, 10, 100}).Draw(j.m.T, "limit")
	o.Wait = func(context.Context, time.Duration) error { return nil }
	_, err := syncer.Run(ctx, j.m, j, o)
	j.claims()
	return err
}

var modelNames atomic.Int64

// shelf gives a history to each sequence: a new store costs more than a sequence, and a full one makes lists slow.
type shelf struct {
	*testing.T
	s    *store.Store
	used int
}

func (sh *shelf) store() *store.Store {
	if sh.used++; sh.used%20 != 1 {
		return sh.s
	}
	sh.close()
	s, err := store.Open(context.Background(), sh.TempDir(), func() order.Millis { return modelStart })
	if err != nil {
		sh.Fatal(err)
	}
	sh.s = s
	return s
}

func (sh *shelf) close() {
	if sh.s != nil {
		_ = sh.s.Close()
	}
}

func newJudged(t *rapid.T, s *store.Store, m *model) judged {
	name := strconv.FormatInt(modelNames.Add(1), 10)
	h, err := s.History(context.Background(), store.Source{Name: name, Kind: "feed"})
	if err != nil {
		t.Fatal(err)
	}
	return judged{h, s, m, name, new(map[string]int)}
}

// TestModel holds the syncer to its promise over random histories of a source: whatever happens there and on the
// way, coverage never claims too much, and once all is quiet, all is held once in its newest state.
func TestModel(t *testing.T) {
	histories := &shelf{T: t}
	defer func() { histories.close() }()
	rapid.Check(t, func(t *rapid.T) {
		m := &model{T: t, now: modelStart, shown: map[string][]state{}, dead: map[string]order.Millis{}, late: 72 * 3_600_000}
		m.dice = rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		m.changes, m.rising = rapid.IntRange(0, 3).Draw(t, "changes") > 0, rapid.IntRange(0, 4).Draw(t, "rising") == 0
		j := newJudged(t, histories.store(), m)
		m.name = j.name
		oldest := 60 * modelDay
		if !m.changes {
			oldest = 25 * modelDay // what changes later in older days, nobody can know
		}
		for range rapid.IntRange(0, 30).Draw(t, "history") {
			m.insert(m.now-order.Millis(rapid.Int64Range(1, int64(oldest)).Draw(t, "age"))/3_600_000*3_600_000, m.now)
		}
		for range rapid.IntRange(1, 6).Draw(t, "rounds") {
			for range rapid.IntRange(0, 5).Draw(t, "between") {
				m.happen()
			}
			m.faults, m.shake = rapid.Bool().Draw(t, "faults"), rapid.Bool().Draw(t, "shake")
			err := j.sync(syncer.Options{Quick: rapid.Bool().Draw(t, "quick")})
			if !m.faults && err != nil {
				t.Fatal(err)
			}
		}
		m.quiet(j)
	})
}

// quiet lets the source rest: a day passes, some records vanish, and the syncs that would happen do.
func (m *model) quiet(j judged) {
	m.faults, m.shake = false, false
	m.sync(j)
	if m.changes {
		j.settled()
	}
	for _, id := range m.alive() {
		states := m.shown[id]
		if at := states[len(states)-1].ReceivedAt; at > m.now-20*modelDay && m.dice.IntN(10) == 0 {
			m.dead[id] = m.now
		}
	}
	m.now += modelDay
	m.sync(j)
	j.settled()
	before := len(j.held())
	m.now += modelDay + 1
	m.sync(j)
	if j.settled(); len(j.held()) != before {
		m.Fatalf("%d records became %d in quiet", before, len(j.held()))
	}
}

func (m *model) sync(j judged) {
	if err := j.sync(syncer.Options{}); err != nil {
		m.Fatal(err)
	}
}
