package trail

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"ordertrail/backend/diagnose"
	"ordertrail/backend/order"
	"ordertrail/backend/story"
)

// OverviewQuery says which days are looked at, and how what is said of them is written. Edges are the midnights of a
// zone, oldest first, the end of today last; the generator of bindings knows no list of a named number.
type OverviewQuery struct {
	Edges    []int64 `json:"edges"`
	Language string  `json:"language"`
	Zone     string  `json:"zone"`
}

// Overview is how many requests came and failed, and what they failed for.
type Overview struct {
	Days     []Count         `json:"days"`
	Held     []bool          `json:"held"`     // of each day: that nothing of it is missing
	Requests OverviewFigure  `json:"requests"` // of today up to now
	Failed   OverviewFigure  `json:"failed"`
	Clusters []FailedCluster `json:"clusters"` // of the last week, the most frequent cause first
}

// OverviewFigure is a number of today beside what is usual at this time of such a day.
type OverviewFigure struct {
	Now   int   `json:"now"`
	Usual int   `json:"usual"` // -1: too few days are held to know
	Week  []int `json:"week"`  // whole days, today last
}

// FailedCluster are requests that failed for the same cause.
type FailedCluster struct {
	Latest    string         `json:"latest"` // id of the latest request
	Why       string         `json:"why"`
	Stage     order.Stage    `json:"stage"`
	Customers []string       `json:"customers"`
	Count     int            `json:"count"`
	Week      []int          `json:"week"`
	Trend     diagnose.Trend `json:"trend"`
	Since     order.Millis   `json:"since"` // of the trend
}

// What an overview looks at.
const (
	clusterDays  = 7
	mostClusters = 8
	leastDays    = 4 // held, before a number is called usual
)

// Overview counts and groups; what needs somebody is found by ListAttention, which takes longer.
func (t *Trail) Overview(ctx context.Context, q OverviewQuery) (Overview, error) {
	edges := momentsOf(q.Edges)
	o := Overview{Held: []bool{}, Clusters: []FailedCluster{}}
	var err error
	if o.Days, err = t.Counts(ctx, order.Requests, edges); err != nil {
		return o, err
	}
	if len(o.Days) == 0 {
		o.Requests.Week, o.Failed.Week = []int{}, []int{}
		return o, nil
	}
	c, err := t.store.CoverageOf(ctx, order.Window{From: edges[0], To: t.Now()}, "", order.Requests)
	if err != nil {
		return o, err
	}
	for _, day := range o.Days {
		o.Held = append(o.Held, heldWhole(c, order.Window{From: day.From, To: min(day.To, t.Now())}))
	}
	if err := t.figures(ctx, &o, edges, c, zoneOf(q.Zone)); err != nil {
		return o, err
	}
	o.Clusters, err = t.clusters(ctx, edges, c)
	return o, err
}

func momentsOf(edges []int64) []order.Millis {
	moments := make([]order.Millis, len(edges))
	for i, e := range edges {
		moments[i] = order.Millis(e)
	}
	return moments
}

// figures counts today, and every day before it up to the same time.
func (t *Trail) figures(ctx context.Context, o *Overview, edges []order.Millis, c order.Coverage, zone *time.Location) error {
	today := len(o.Days) - 1
	elapsed := t.Now() - edges[today]
	parts := []order.Millis{}
	for i := range o.Days {
		parts = append(parts, edges[i], min(edges[i]+elapsed, edges[i+1]))
	}
	counts, err := t.Counts(ctx, order.Requests, parts)
	if err != nil {
		return err
	}
	var all, failed []int
	for i := range today {
		part := counts[2*i]
		if heldWhole(c, part.Window) && weekend(edges[i], zone) == weekend(edges[today], zone) {
			all, failed = append(all, part.Total), append(failed, part.Failed)
		}
	}
	for _, day := range o.Days[max(0, len(o.Days)-clusterDays):] {
		o.Requests.Week, o.Failed.Week = append(o.Requests.Week, day.Total), append(o.Failed.Week, day.Failed)
	}
	o.Requests.Now, o.Requests.Usual = counts[2*today].Total, middle(all)
	o.Failed.Now, o.Failed.Usual = counts[2*today].Failed, middle(failed)
	return nil
}

// weekend says that few orders are to be expected of a day.
func weekend(midnight order.Millis, zone *time.Location) bool {
	day := midnight.Time().In(zone).Weekday()
	return day == time.Saturday || day == time.Sunday
}

// heldWhole says that nothing of a window is missing in any source.
func heldWhole(c order.Coverage, w order.Window) bool {
	return len(c.Lists) > 0 && !slices.ContainsFunc(c.Gaps, func(g order.Gap) bool {
		return g.From < w.To && (g.To == 0 || g.To > w.From)
	})
}

// middle is the median, -1 of too few.
func middle(counts []int) int {
	if len(counts) < leastDays {
		return -1
	}
	slices.Sort(counts)
	return counts[len(counts)/2]
}

func (t *Trail) clusters(ctx context.Context, edges []order.Millis, c order.Coverage) ([]FailedCluster, error) {
	week := edges[max(0, len(edges)-1-clusterDays):]
	window := order.Window{From: week[0], To: edges[len(edges)-1]}
	found, err := t.store.Clusters(ctx, window, mostClusters)
	list := make([]FailedCluster, len(found))
	for i, f := range found {
		if list[i], err = t.clusterOf(ctx, f.Latest); err != nil {
			return nil, err
		}
		list[i].Count, list[i].Week = len(f.Times), perDay(f.Times, week)
		known := heldWhole(c, order.Window{From: max(edges[0], f.First-clusterDays*diagnose.Day), To: f.First})
		list[i].Trend, list[i].Since = diagnose.TrendOf(f.Times, f.First, t.Now(), clusterDays, known)
	}
	return list, err
}

// clusterOf says what the requests of a cluster have in common, by the latest of them.
func (t *Trail) clusterOf(ctx context.Context, id string) (FailedCluster, error) {
	f := FailedCluster{Latest: id, Stage: order.Responded, Customers: []string{}}
	rec, err := t.store.Record(ctx, id)
	if err != nil {
		return f, err
	}
	row, _, err := t.store.RequestRow(ctx, id, t.Now())
	if err != nil {
		return f, err
	}
	for _, stage := range order.AllStages {
		if row.Stages.Of(stage) == order.StageFailed {
			f.Stage = stage
			break
		}
	}
	same, err := t.store.Same(ctx, id)
	f.Why, f.Customers = diagnose.WhyFailed(rec.Request, t.Now()), same.Customers
	if own := partyName(row.Customer); own != "" && !slices.Contains(f.Customers, own) {
		f.Customers = append(f.Customers, own)
	}
	return f, err
}

// perDay counts moments between each edge and the next.
func perDay(times []order.Millis, edges []order.Millis) []int {
	counts := make([]int, max(len(edges)-1, 0))
	for _, at := range times {
		i, exact := slices.BinarySearch(edges, at)
		if !exact {
			i--
		}
		if i >= 0 && i < len(counts) {
			counts[i]++
		}
	}
	return counts
}

// AttentionList is what needs somebody now, worst first, and what of it is silence.
type AttentionList struct {
	Items           []AttentionItem `json:"items"`
	Silent          []SilentOrder   `json:"silent"` // the longest silent first
	SilentOrders    int             `json:"silentOrders"`
	SilentWeek      []int           `json:"silentWeek"`  // by when they fell silent
	Undelivered     int             `json:"undelivered"` // orders whose news does not arrive
	UndeliveredWeek []int           `json:"undeliveredWeek"`
	UndeliveredOf   []string        `json:"undeliveredOf"` // customers, those with most first
}

// AttentionItem is what several orders have in common that wants somebody.
type AttentionItem struct {
	Concern  diagnose.Concern  `json:"concern"`
	Verdict  diagnose.Verdict  `json:"verdict"` // "" of what is about no order
	Scenario diagnose.Scenario `json:"scenario"`
	Title    string            `json:"title"` // with the cause
	Tally    string            `json:"tally"` // how many of what; the title of what is about no order
	Why      string            `json:"why"`
	Customer string            `json:"customer"`
	Orders   int               `json:"orders"`
	Since    order.Millis      `json:"since"`
	Latest   order.Millis      `json:"latest"`
	Like     string            `json:"like"` // id of a request of the same cause; "" where it is not about requests
	Of       []string          `json:"of"`   // references, the longest so first
}

// SilentOrder is an order of which nothing was heard for too long.
type SilentOrder struct {
	Reference string            `json:"reference"`
	Customer  string            `json:"customer"`
	Scenario  diagnose.Scenario `json:"scenario"`
	Kind      order.Kind        `json:"kind"` // of the last news; "" when none came since it was accepted
	Since     order.Millis      `json:"since"`
	P50       order.Millis      `json:"p50"` // how long it takes half of such orders; 0: not enough are known
	P90       order.Millis      `json:"p90"`
	Known     int               `json:"known"` // orders that this rests on
	By        story.Basis       `json:"by"`    // whose
}

// mostOf is how many orders of an item are named, and how many silent ones are listed.
const mostOf = 50

// ListAttention gives what needs somebody, in words.
func (t *Trail) ListAttention(ctx context.Context, q OverviewQuery) (AttentionList, error) {
	list := AttentionList{Items: []AttentionItem{}, Silent: []SilentOrder{}, UndeliveredOf: []string{}}
	items, err := t.Attention(ctx)
	if err != nil {
		return list, err
	}
	w := diagnose.NewWords(q.Language, zoneOf(q.Zone))
	edges := momentsOf(q.Edges)
	week := edges[max(0, len(edges)-1-clusterDays):]
	var silent []order.Millis
	undelivered, err := t.unreached(ctx)
	if err != nil {
		return list, err
	}
	for _, item := range items {
		list.Items = append(list.Items, itemOf(item, w))
		for _, c := range item.Cases {
			switch item.Concern {
			case diagnose.SilentOrders, diagnose.StalledOrders:
				silent = append(silent, c.At)
				list.Silent = append(list.Silent, SilentOrder{Reference: c.Reference, Customer: c.Customer, Scenario: c.Scenario, Since: c.At})
			case diagnose.FailedPostbacks:
				undelivered[place{order.Key(c.Reference), c.Customer}] = c.At
			}
		}
	}
	list.SilentOrders, list.SilentWeek = len(silent), perDay(silent, week)
	of := map[string]int{}
	for o := range undelivered {
		of[o.customer]++
	}
	list.Undelivered, list.UndeliveredWeek = len(undelivered), perDay(slices.Collect(maps.Values(undelivered)), week)
	list.UndeliveredOf = mostFirst(of)
	slices.SortStableFunc(list.Silent, func(a, b SilentOrder) int { return cmp.Compare(a.Since, b.Since) })
	list.Silent = list.Silent[:min(len(list.Silent), mostOf)]
	if err := t.silences(ctx, list.Silent); err != nil {
		return list, err
	}
	slices.SortStableFunc(list.Silent, func(a, b SilentOrder) int { return cmp.Compare(a.Since, b.Since) })
	return list, nil
}

// unreached are the orders of which news that no guide tells of did not arrive, and since when.
func (t *Trail) unreached(ctx context.Context) (map[place]order.Millis, error) {
	found, err := t.store.Unreached(ctx, order.Window{From: t.Now() - sweepBack, To: t.Now()}, sweepMost)
	list := map[place]order.Millis{}
	for _, o := range found {
		list[place{order.Key(o.Reference), partyName(o.Customer)}] = o.SentAt
	}
	return list, err
}

func itemOf(item diagnose.Item, w *diagnose.Words) AttentionItem {
	a := AttentionItem{Concern: item.Concern, Title: w.Say(item.Title), Orders: item.Orders, Since: item.Since, Latest: item.Since, Of: []string{}}
	a.Tally = a.Title
	if len(item.Cases) == 0 {
		if item.Orders > 0 {
			a.Tally = w.Say(item.Tally)
			a.Customer, _ = item.Title.With["Customer"].(string)
			a.Why, _ = item.Title.With["Why"].(string)
		}
		return a
	}
	first := item.Cases[0]
	a.Verdict, a.Scenario, a.Why, a.Customer, a.Tally = first.Verdict, first.Scenario, first.Why, first.Customer, w.Say(item.Tally)
	a.Latest = item.Cases[len(item.Cases)-1].At
	if item.Concern == diagnose.FailedRequests && len(first.IDs) > 0 && first.Verdict != diagnose.FailedLater {
		a.Like = first.IDs[0]
	}
	for _, c := range item.Cases[:min(len(item.Cases), mostOf)] {
		a.Of = append(a.Of, c.Reference)
	}
	return a
}

// mostFirst are names by how often they come.
func mostFirst(counts map[string]int) []string {
	names := []string{}
	for name := range counts {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	return names
}
