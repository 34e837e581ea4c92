package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"ordertrail/backend/order"
	"ordertrail/backend/store"
)

// narrow is one way to narrow a list; pairs of them are tried too.
type narrow struct {
	name string
	// of what it is a value: two of the same kind do not make a pair.
	kind string
	set  func(*order.RequestFilter)
}

var requestNarrows = []narrow{
	{"outcome", "outcome", func(f *order.RequestFilter) { f.Outcomes = []order.Outcome{order.Rejected} }},
	{"outcomes", "outcome", func(f *order.RequestFilter) {
		f.Outcomes = []order.Outcome{order.Rejected, order.HandoffFailed, order.NoAnswer, order.TemplateFailed}
	}},
	{"accepted", "outcome", func(f *order.RequestFilter) { f.Outcomes = []order.Outcome{order.Accepted} }},
	{"large customer", "customer", func(f *order.RequestFilter) { f.Customers = []string{"norrsken"} }},
	{"small customer", "customer", func(f *order.RequestFilter) { f.Customers = []string{"obrazy"} }},
	{"type", "type", func(f *order.RequestFilter) { f.Types = []order.RequestType{order.Cancel} }},
	{"stage", "stage", func(f *order.RequestFilter) { f.Stages = []order.Stage{order.Templated} }},
	{"source", "source", func(f *order.RequestFilter) { f.Source = "bench" }},
}

type postbackNarrow struct {
	name, kind string
	set        func(*order.PostbackFilter)
}

var postbackNarrows = []postbackNarrow{
	{"kind", "kind", func(f *order.PostbackFilter) { f.Kinds = []order.Kind{order.KindError} }},
	{"kinds", "kind", func(f *order.PostbackFilter) { f.Kinds = []order.Kind{order.KindShipping, order.KindError} }},
	{"customer", "customer", func(f *order.PostbackFilter) { f.Customers = []string{"norrsken"} }},
	{"direction", "direction", func(f *order.PostbackFilter) { f.Directions = []order.Direction{order.FromPrinter} }},
	{"result", "result", func(f *order.PostbackFilter) { f.Results = []order.Result{order.ResultFailed} }},
}

// depth is where a page is: the newest, one at any date, or one at nine tenths of the way to the oldest.
type depth struct {
	name string
	to   func(i int) order.Millis
}

var depths = []depth{
	{"newest", func(int) order.Millis { return 0 }},
	{"any date", func(i int) order.Millis {
		draw := rand.New(rand.NewPCG(9, uint64(i)))
		return present - order.Millis(draw.Int64N(year.Milliseconds()*9/10))
	}},
	{"90 %", func(i int) order.Millis {
		return present - order.Millis(year.Milliseconds()*9/10) + order.Millis(i*60_000)
	}},
}

// shape is a page that is asked for.
type shape struct {
	name string
	ask  question
}

// rowsAPage is how many rows a page of the screens has.
const rowsAPage = 50

func shapes() []shape {
	var list []shape
	requests := func(name string, d depth, set ...func(*order.RequestFilter)) {
		list = append(list, shape{"requests, " + name + ", " + d.name, func(ctx context.Context, s *store.Store, i, limit int) (int, error) {
			f := order.RequestFilter{Limit: limit, Uncounted: true, Window: order.Window{To: d.to(i)}}
			for _, narrow := range set {
				narrow(&f)
			}
			page, err := s.Requests(ctx, f, present)
			return len(page.Requests), err
		}})
	}
	postbacks := func(name string, d depth, set ...func(*order.PostbackFilter)) {
		list = append(list, shape{"postbacks, " + name + ", " + d.name, func(ctx context.Context, s *store.Store, i, limit int) (int, error) {
			f := order.PostbackFilter{Limit: limit, Uncounted: true, Window: order.Window{To: d.to(i)}}
			for _, narrow := range set {
				narrow(&f)
			}
			page, err := s.Postbacks(ctx, f)
			return len(page.Postbacks), err
		}})
	}
	for _, d := range depths {
		requests("all", d)
		for i, one := range requestNarrows {
			requests(one.name, d, one.set)
			for _, other := range requestNarrows[i+1:] {
				if one.kind != other.kind {
					requests(one.name+" and "+other.name, d, one.set, other.set)
				}
			}
		}
		postbacks("all", d)
		for i, one := range postbackNarrows {
			postbacks(one.name, d, one.set)
			for _, other := range postbackNarrows[i+1:] {
				if one.kind != other.kind {
					postbacks(one.name+" and "+other.name, d, one.set, other.set)
				}
			}
		}
	}
	return list
}

// question is asked of a history: the i-th of its kind, for at most limit rows; it gives how many there are.
type question func(ctx context.Context, s *store.Store, i, limit int) (int, error)

// both asks the same of the small and the large history, in turn, and gives the medians. The large one is asked for as
// many rows as the small one had to give: who gives fewer has less to do.
func (b *bench) both(ctx context.Context, runs int, ask question) (little, large float64, err error) {
	var histories [2]*store.Store
	for at, s := range []*set{b.little, b.large} {
		db, err := store.Open(ctx, s.database(), func() order.Millis { return present })
		if err != nil {
			return 0, 0, err
		}
		defer func() { _ = db.Close() }()
		histories[at] = db
	}
	var took [2][]float64
	for i := range runs + runs/4 {
		limit := rowsAPage
		for at, db := range histories {
			begun := time.Now()
			rows, err := ask(ctx, db, i, limit)
			if err != nil {
				return 0, 0, err
			}
			if i >= runs/4 { // those before warm up
				took[at] = append(took[at], float64(time.Since(begun).Microseconds()))
			}
			limit = max(rows, 1)
		}
	}
	return median(took[0]), median(took[1]), nil
}

// fresh asks the same of both histories, as both does, but each time of one that was just opened, as when an agent begins
// to work: the small history would else be held in memory whole after some questions, and the large one never is.
func (b *bench) fresh(ctx context.Context, runs int, ask question) (little, large float64, err error) {
	var took [2][]float64
	for i := range runs {
		limit := rowsAPage
		for at, s := range []*set{b.little, b.large} {
			begun, rows, err := s.begin(ctx, i, limit, ask)
			if err != nil {
				return 0, 0, err
			}
			took[at] = append(took[at], float64(begun.Microseconds()))
			limit = max(rows, 1)
		}
	}
	return median(took[0]), median(took[1]), nil
}

// begin opens a history, asks for its newest row, and gives how long the question then took and how many rows it gave.
func (s *set) begin(ctx context.Context, i, limit int, ask question) (time.Duration, int, error) {
	db, err := store.Open(ctx, s.database(), func() order.Millis { return present })
	if err != nil {
		return 0, 0, err
	}
	defer func() { _ = db.Close() }()
	if _, err := db.Requests(ctx, order.RequestFilter{Limit: 1, Uncounted: true}, present); err != nil {
		return 0, 0, err
	}
	begun := time.Now()
	rows, err := ask(ctx, db, i, limit)
	return time.Since(begun), rows, err
}

func (b *bench) lists(ctx context.Context) error {
	const runs = 21
	var newest float64
	var worst, slowest float64
	var worstName, slowestName string
	var pages []float64
	missed, all := 0, shapes()
	for _, s := range all {
		little, large, err := b.fresh(ctx, runs, s.ask)
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		if newest == 0 {
			newest = large
		}
		pages = append(pages, large)
		growth, against := large/max(little, 1), large/newest
		if growth > 1.5 || against > 3 {
			missed++
			note("    %s: %.0f us, %.0f us (%.2f, %.2f of the newest page)", s.name, little, large, growth, against)
		}
		if growth > worst {
			worst, worstName = growth, s.name
		}
		if against > slowest {
			slowest, slowestName = against, s.name
		}
	}
	if err := b.totals(ctx); err != nil {
		return err
	}
	b.usualPage = median(pages)
	b.table.add(4, fmt.Sprintf("a page of %d rows of a history just opened, %d combinations of filters and depths: the worst growth", rowsAPage, len(all)), "≤ 1.5", ratio(worst), worst <= 1.5, worstName)
	b.table.add(4, "the slowest of them against the newest page", "≤ 3", ratio(slowest), slowest <= 3, slowestName)
	b.table.tell("The newest page takes %.0f µs, the usual one %.0f; %d of %d combinations miss a goal.", newest, b.usualPage, missed, len(all))
	return nil
}

// totals counts what each filter of requests leaves, which the screens ask for once a page is shown.
func (b *bench) totals(ctx context.Context) error {
	db, err := store.Open(ctx, b.large.database(), func() order.Millis { return present })
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	var slowest float64
	var name string
	for i, one := range requestNarrows {
		for _, other := range requestNarrows[i:] {
			var f order.RequestFilter
			one.set(&f)
			other.set(&f)
			took, err := timed(5, func(int) error {
				_, err := db.RequestTotal(ctx, f, present)
				return err
			})
			if err != nil {
				return err
			}
			if ms := median(took) / 1000; ms > slowest {
				slowest, name = ms, one.name+" and "+other.name
			}
		}
	}
	b.table.add(5, "how many requests a filter leaves, asked for beside its page: the slowest", "≤ 50 ms", fmt.Sprintf("%.1f ms", slowest), slowest <= 50, name)
	return nil
}
