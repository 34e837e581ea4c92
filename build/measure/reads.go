package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"ordertrail/backend/feed"
	"ordertrail/backend/order"
	"ordertrail/backend/store"
)

// size holds the database against the dump it came from.
func (b *bench) size(ctx context.Context) error {
	dump, err := bytesOf(b.large.file(order.Requests), b.large.file(order.Postbacks))
	if err != nil {
		return err
	}
	file := filepath.Join(b.large.database(), store.File)
	ours, err := bytesOf(file)
	if err != nil {
		return err
	}
	share := ours / dump
	b.table.add(3, "file size against the JSON-lines dump, random access", "≤ 0.32", fmt.Sprintf("%.3f", share), share <= 0.32,
		fmt.Sprintf("%.0f of %.0f MB%s", ours/1e6, dump/1e6, b.limit(ctx)))
	return nil
}

// compact seals the records older than 60 days and measures again.
func (b *bench) compact(ctx context.Context) error {
	db, err := store.Open(ctx, b.large.database(), func() order.Millis { return present })
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	begun := time.Now()
	if err := db.Compact(ctx); err != nil {
		return err
	}
	took := time.Since(begun)
	dump, err := bytesOf(b.large.file(order.Requests), b.large.file(order.Postbacks))
	if err != nil {
		return err
	}
	ours, err := bytesOf(filepath.Join(b.large.database(), store.File))
	if err != nil {
		return err
	}
	share := ours / dump
	b.table.add(3, "after compaction of records older than 60 days", "≤ 0.25", fmt.Sprintf("%.3f", share), share <= 0.25, "took "+took.Round(time.Second).String())
	samples, err := b.large.sample(60)
	if err != nil {
		return err
	}
	opened, err := timed(60, func(i int) error {
		_, err := db.Record(ctx, samples[i%len(samples)].ID)
		return err
	})
	b.table.tell("A request opens in %.0f µs after compaction.", median(opened))
	return err
}

// erase erases the oldest records of the large history.
func (b *bench) erase(ctx context.Context) error {
	db, err := store.Open(ctx, b.large.database(), func() order.Millis { return present })
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	before, err := oldestMoment(ctx, db, 10_000)
	if err != nil {
		return err
	}
	begun := time.Now()
	gone, err := db.Erase(ctx, store.Erasure{Before: before}, func(int) {})
	if err != nil {
		return err
	}
	took := time.Since(begun).Seconds() * 10_000 / float64(max(gone.Requests+gone.Postbacks, 1))
	b.table.add(0, "erase, scaled to 10 000 records", "≤ 10 s", fmt.Sprintf("%.1f s", took), took <= 10, fmt.Sprintf("%d requests, %d postbacks", gone.Requests, gone.Postbacks))
	return nil
}

// oldestMoment is before which moment there are about so many records, to the half hour.
func oldestMoment(ctx context.Context, db *store.Store, records int) (order.Millis, error) {
	const halfHour = 1_800_000
	from, to := order.Millis(0), present/halfHour
	for to-from > 1 {
		middle := (from + to) / 2
		requests, err := db.CountRequests(ctx, []order.Millis{0, middle * halfHour}, nil, present)
		if err != nil {
			return 0, err
		}
		postbacks, err := db.CountPostbacks(ctx, []order.Millis{0, middle * halfHour}, nil)
		if err != nil {
			return 0, err
		}
		n := 0
		for _, count := range requests[0] {
			n += count
		}
		for _, count := range postbacks[0] {
			n += count
		}
		if n < records {
			from = middle
		} else {
			to = middle
		}
	}
	return to * halfHour, nil
}

// limit says how small zstd -19 makes the first of the records, without access to any of them.
func (b *bench) limit(ctx context.Context) string {
	packed := filepath.Join(b.dir, "limit.zst")
	defer func() { _ = os.Remove(packed) }()
	_, err := peer(ctx, "", "zstd", "-19", "-T2", "-q", "-f", b.little.file(order.Requests), "-o", packed)
	if err != nil {
		return "; " + err.Error()
	}
	whole, err := bytesOf(b.little.file(order.Requests))
	if err != nil {
		return ""
	}
	small, err := bytesOf(packed)
	if err != nil {
		return ""
	}
	return fmt.Sprintf("; zstd -19 of 10 000 requests as one stream: %.3f, and nothing can be read without all before it", small/whole)
}

func bytesOf(files ...string) (float64, error) {
	sum := 0.0
	for _, f := range files {
		info, err := os.Stat(f)
		if err != nil {
			return 0, err
		}
		sum += float64(info.Size())
	}
	return sum, nil
}

// sample reads some requests that are spread over the dump.
func (s *set) sample(n int) ([]*order.Request, error) {
	f, err := os.Open(s.file(order.Requests))
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	var list []*order.Request
	for i := range n {
		if _, err := f.Seek(info.Size()/int64(n)*int64(i), 0); err != nil {
			return nil, err
		}
		lines := bufio.NewReaderSize(f, 64<<10)
		if _, err := lines.ReadBytes('\n'); err != nil && i > 0 { // what is left of a line
			return nil, err
		}
		line, err := lines.ReadBytes('\n')
		if err != nil {
			break
		}
		r, err := feed.ReadRequest(line)
		if err != nil {
			return nil, err
		}
		list = append(list, r)
	}
	return list, nil
}

// counts asks for a day histogram and for status counts, of all and of one customer, in Stockholm's zone.
func (b *bench) counts(ctx context.Context) error {
	zone, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		return err
	}
	edges := midnights(zone)
	for _, c := range []struct {
		name string
		ask  question
	}{
		{"day histogram of a year", func(ctx context.Context, s *store.Store, _, _ int) (int, error) {
			_, err := s.CountRequests(ctx, edges, nil, present)
			return 0, err
		}},
		{"day histogram of a year of one customer", func(ctx context.Context, s *store.Store, _, _ int) (int, error) {
			_, err := s.CountRequests(ctx, edges, []string{"norrsken"}, present)
			return 0, err
		}},
		{"status counts of any range", func(ctx context.Context, s *store.Store, i, _ int) (int, error) {
			_, err := s.CountRequests(ctx, []order.Millis{edges[i%100], edges[200+i%100]}, nil, present)
			return 0, err
		}},
	} {
		little, large, err := b.both(ctx, 15, c.ask)
		if err != nil {
			return err
		}
		growth := large / max(little, 1)
		b.table.add(6, c.name, "≤ 1.3", ratio(growth), growth <= 1.3, fmt.Sprintf("%.0f µs", large))
	}
	return nil
}

// midnights are those of the last year in a zone.
func midnights(zone *time.Location) []order.Millis {
	end := present.Time().In(zone)
	var edges []order.Millis
	for back := 365; back >= 0; back-- {
		edges = append(edges, order.At(time.Date(end.Year(), end.Month(), end.Day()-back, 0, 0, 0, 0, zone)))
	}
	return edges
}

// open opens requests with their four stages in a history just opened, which the system holds in memory, as pages are read.
func (b *bench) open(ctx context.Context) error {
	samples, err := b.large.sample(60)
	if err != nil {
		return err
	}
	var took []float64
	for range 2 { // the first fetches them from the disk
		db, err := store.Open(ctx, b.large.database(), func() order.Millis { return present })
		if err != nil {
			return err
		}
		took, err = timed(len(samples), func(i int) error {
			_, err := db.Record(ctx, samples[i%len(samples)].ID)
			return err
		})
		if err := errors.Join(err, db.Close()); err != nil {
			return err
		}
	}
	share := median(took) / b.usualPage
	b.table.add(8, "open a request with its four stages, against a usual list page", "≤ 0.5", ratio(share), share <= 0.5, fmt.Sprintf("%.0f µs", median(took)))
	return nil
}

// lookUps finds orders by what agents are told on the phone.
func (b *bench) lookUps(ctx context.Context) error {
	samples := map[*set][]*order.Request{}
	for _, s := range []*set{b.little, b.large} {
		list, err := s.sample(40)
		if err != nil {
			return err
		}
		samples[s] = list
	}
	var large float64
	for _, l := range looked {
		var medians []float64
		for _, s := range []*set{b.little, b.large} {
			took, err := l.measure(ctx, s, samples[s])
			if err != nil {
				return err
			}
			medians = append(medians, took)
		}
		large = max(large, medians[1])
		growth := medians[1] / max(medians[0], 1)
		b.table.add(7, "exact look-up by "+l.name, "≤ 1.2", ratio(growth), growth <= 1.2, fmt.Sprintf("%.0f µs", medians[1]))
	}
	b.againstGrep(ctx, samples[b.large][20].OrderReferenceID, large)
	return nil
}

// againstGrep looks for the same with ripgrep, and with lnav where it can.
func (b *bench) againstGrep(ctx context.Context, text string, ours float64) {
	begun := time.Now()
	files := []string{b.large.file(order.Requests), b.large.file(order.Postbacks)}
	_, err := peer(ctx, "", "rg", append([]string{"-c", "--fixed-strings", text}, files...)...)
	took := float64(time.Since(begun).Microseconds())
	if err != nil {
		b.table.add(7, "exact look-up against ripgrep", "≥ 100 × faster", "not measured", false, err.Error())
	} else {
		b.table.add(7, "the slowest exact look-up against ripgrep over the dump", "≥ 100 × faster", fmt.Sprintf("%.0f ×", took/ours), took/ours >= 100,
			fmt.Sprintf("ripgrep %.0f ms; it tells no stage, no order, no outcome", took/1000))
	}
	begun = time.Now()
	out, err := peer(ctx, "", "lnav", "-n", "-c", ":filter-in "+text, b.little.file(order.Requests))
	if err != nil {
		b.table.tell("%v.", err)
		return
	}
	b.table.tell("`lnav -n` filters the small dump's requests in %s (%d lines come out); it indexes the whole file at each start and knows no stages or orders.",
		time.Since(begun).Round(time.Millisecond), strings.Count(out, "\n"))
}

// look is a way to find an order by what agents are told.
type look struct {
	name string
	of   func(*order.Request) string // the reference of the order, or what to type
	find string                      // the scope; "" finds the order itself
}

var looked = []look{
	{"order reference", func(r *order.Request) string { return r.OrderReferenceID }, ""},
	{"order id", func(r *order.Request) string { return r.OrderID }, ""},
	{"e-mail", func(r *order.Request) string { return inBody(r, "@") }, "email:"},
	{"SKU", func(r *order.Request) string { return lookedUp(r) }, "sku:"},
	{"item reference", func(r *order.Request) string { return after(r, `"itemReferenceId": "`) }, "item:"},
	{"file name", func(r *order.Request) string { return inBody(r, ".pdf") }, "file:"},
}

// measure gives the median of looking up what the samples have.
func (l look) measure(ctx context.Context, s *set, samples []*order.Request) (float64, error) {
	var wanted []string
	for _, r := range samples {
		if text := l.of(r); len(text) > 3 {
			wanted = append(wanted, text)
		}
	}
	if len(wanted) == 0 {
		return 0, fmt.Errorf("no sample has a %s", l.name)
	}
	var took []float64
	for i := range wanted {
		found, _, err := s.begin(ctx, i, 20, func(ctx context.Context, db *store.Store, i, limit int) (int, error) {
			return l.ask(ctx, db, wanted[i], limit)
		})
		if err != nil {
			return 0, err
		}
		took = append(took, float64(found.Microseconds()))
	}
	return median(took), nil
}

// ask looks one text up, and gives how many rows it found.
func (l look) ask(ctx context.Context, db *store.Store, what string, limit int) (int, error) {
	if l.find == "" {
		_, err := db.Order(ctx, what, present)
		return 1, err
	}
	page, err := db.Requests(ctx, order.RequestFilter{Search: l.find + `"` + what + `"`, Limit: limit}, present)
	if err == nil && len(page.Requests) == 0 {
		err = fmt.Errorf("%s%s was not found", l.find, what)
	}
	return len(page.Requests), err
}

// inBody gives the word of a request's final body that a sign stands in.
func inBody(r *order.Request, sign string) string {
	if r.Stages.Final == nil {
		return ""
	}
	for word := range strings.FieldsFuncSeq(string(r.Stages.Final.Body), func(c rune) bool { return strings.ContainsRune("\"/<> ,\n&", c) }) {
		if strings.Contains(word, sign) {
			return word
		}
	}
	return ""
}

func after(r *order.Request, begin string) string {
	if r.Stages.Final == nil {
		return ""
	}
	_, rest, _ := strings.Cut(string(r.Stages.Final.Body), begin)
	text, _, _ := strings.Cut(rest, `"`)
	return text
}

func lookedUp(r *order.Request) string {
	if t := r.Stages.Template; t != nil {
		for _, l := range t.Lookups {
			if l.Field == "sku" || l.Field == "product_code" {
				return l.Key
			}
		}
	}
	return ""
}

// silent lists and counts the orders that were accepted and of which nothing was heard, by age.
func (b *bench) silent(ctx context.Context) error {
	const day = 24 * 60 * 60 * 1000
	var edges []order.Millis
	for _, days := range []order.Millis{365, 30, 7, 2, 1, 0} {
		edges = append(edges, present/1_800_000*1_800_000-days*day)
	}
	for name, ask := range map[string]question{
		"list of silent orders of an age": func(ctx context.Context, s *store.Store, i, limit int) (int, error) {
			ages := [...][2]int{{0, 1}, {1, 2}, {2, 4}} // the small history has some of each
			list, err := s.Silent(ctx, order.Window{From: edges[ages[i%3][0]], To: edges[ages[i%3][1]]}, nil, limit)
			if err == nil && len(list) == 0 {
				err = errors.New("no order of an age is silent")
			}
			return len(list), err
		},
		"count of silent orders per age": func(ctx context.Context, s *store.Store, _, _ int) (int, error) {
			_, err := s.CountSilent(ctx, edges, nil)
			return 0, err
		},
	} {
		little, large, err := b.both(ctx, 25, ask)
		if err != nil {
			return err
		}
		growth := large / max(little, 1)
		b.table.add(9, name, "≤ 1.3", ratio(growth), growth <= 1.3, fmt.Sprintf("%.0f µs", large))
	}
	return nil
}

// hard asks for what no index leads to, within a slice of time.
func (b *bench) hard(ctx context.Context) error {
	db, err := store.Open(ctx, b.large.database(), func() order.Millis { return present })
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	var took []float64
	for _, text := range []string{"status:418", "type:cancel stage:template status>=500", "nothing-has-this-text", "-outcome:accepted status:299 in:final x"} {
		some, err := timed(9, func(int) error {
			_, err := db.RequestsWithin(ctx, order.RequestFilter{Search: text, Limit: rowsAPage}, present, store.Glance)
			return err
		})
		if err != nil {
			return err
		}
		took = append(took, some...)
	}
	most := percentile(took, 95) / 1000
	b.table.add(5, "what no index leads to: first rows or still looking (p95)", "≤ 50 ms", fmt.Sprintf("%.0f ms", most), most <= 50, "slices of 20 ms; the caller goes on or stops")
	return nil
}
