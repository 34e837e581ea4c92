package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	"ordertrail/backend/diagnose"
	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/payload"
	"ordertrail/backend/settings"
	"ordertrail/backend/source"
	"ordertrail/backend/store"
	"ordertrail/backend/syncer"
	"ordertrail/backend/trail"
)

// App is what the screens may ask. Every exported method is bound and may be called by any script in the page, so
// its arguments are ids, filters and choices. An address and a key are only taken to connect a source.
type App struct {
	ctx   context.Context
	dir   string // data folder
	lang  string // of the system
	log   *slog.Logger
	bells *bells
	// openHistory opens the history of a folder, startDemo a made-up feed to sync from.
	openHistory func(dir string) (*trail.Trail, error)
	startDemo   func(ctx context.Context) (url, key string, err error)
	files       files

	opened  chan struct{} // closed once the history is open, or can't be opened
	mu      sync.Mutex
	history *trail.Trail
	failed  error // why it can't be opened
	demo    bool
	keeper  *trail.Keeper // keeps it up to date
	link    string        // that the person came by and no page has opened yet
	dropped []trail.Input // files that the window was given and nobody has read yet
}

// SyncState is how far the local history is up to date.
type SyncState struct {
	Now       order.Millis `json:"now"`
	Connected bool         `json:"connected"` // a source is known, or records were imported
	Demo      bool         `json:"demo"`
	Running   bool         `json:"running"`
	Paused    bool         `json:"paused"`    // by hand: syncs only when asked
	Metered   bool         `json:"metered"`   // syncs only when asked, since what is sent costs money here
	Elsewhere bool         `json:"elsewhere"` // another Ordertrail keeps this history up to date
	NextAt    order.Millis `json:"nextAt"`    // when the next sync begins; 0: when asked
	Fraction  float64      `json:"fraction"`  // of the sync under way, 0 to 1; below 0 when unknown
	Requests  int          `json:"requests"`  // taken over by it, or by the last one
	Postbacks int          `json:"postbacks"`
	PerSecond float64      `json:"perSecond"` // records; 0 when not known yet
	LeftMs    int64        `json:"leftMs"`    // until it is done, if it goes on like this; 0 when not known
	Back      order.Millis `json:"back"`      // how far back it has come
	RetryInMs int64        `json:"retryInMs"` // above 0: waiting to try again
	LastAt    order.Millis `json:"lastAt"`    // when a sync last ended well; 0: never
	LastNew   int          `json:"lastNew"`   // records that it brought
	Failure   Trouble      `json:"failure"`   // why the last one stopped; code "" when it did not
}

// Trouble is a failure as a person reads it.
type Trouble struct {
	Code    fault.Code `json:"code"`
	Message string     `json:"message"`
	Hint    string     `json:"hint"`
}

// Connection is a source to read from.
type Connection struct {
	URL string `json:"url"`
	Key string `json:"key"`
}

// KnownSource is a source that is synced.
type KnownSource struct {
	Name    string `json:"name"`
	URL     string `json:"url"`
	Profile string `json:"profile"`
	Paused  bool   `json:"paused"` // asked only by name
	// Bundle: it is what a colleague shared. Nothing is asked of it, and it goes with its records.
	Bundle bool `json:"bundle"`
	Folder bool `json:"folder"` // it is watched; what follows is of folders
	// ReadAt is when something of it was read last; 0: not since the program began.
	ReadAt  order.Millis     `json:"readAt"`
	Files   int              `json:"files"`   // that it holds
	Unread  []source.Skipped `json:"unread"`  // files that can't be read, and why
	Problem Trouble          `json:"problem"` // why it can't be looked at; code "": it can
}

// files are how files come and go: by the system's dialogs in a window, through the page in a browser.
type files interface {
	// give hands a file to the person: it is saved, waits at an address to download it from, or was not wanted after all.
	give(ctx context.Context, name string, write func(io.Writer) error) (address string, saved bool, err error)
	// choose asks which files to read; none when the person changed their mind.
	choose(ctx context.Context) ([]trail.Input, error)
	// folder asks which folder to watch; "" when the person changed their mind.
	folder(ctx context.Context) (string, error)
}

// ExportChoice says what to share.
type ExportChoice struct {
	IDs            []string             `json:"ids"`
	List           order.List           `json:"list"` // instead of ids: all that is in this list by its filter
	RequestFilter  order.RequestFilter  `json:"requestFilter"`
	PostbackFilter order.PostbackFilter `json:"postbackFilter"`
	Format         string               `json:"format"` // zip, html, markdown, har, curl, json or bundle; of a list also csv, ndjson or parquet
	Stages         []order.Stage        `json:"stages"` // none: all four
	Postbacks      bool                 `json:"postbacks"`
	Notes          bool                 `json:"notes"`
	Verdicts       []diagnose.Scenario  `json:"verdicts"`
	Keep           []string             `json:"keep"` // kinds of values that are not masked
	Unmasked       bool                 `json:"unmasked"`
	Zone           string               `json:"zone"` // in which times are written, such as Europe/Stockholm
}

// ExportResult is what became of an export.
type ExportResult struct {
	Name     string         `json:"name"`
	Saved    bool           `json:"saved"`    // false beside an empty Download: the person changed their mind
	Download string         `json:"download"` // in a browser: where the file waits
	Bytes    int64          `json:"bytes"`
	SHA256   string         `json:"sha256"`
	Masked   map[string]int `json:"masked"` // values replaced, by kind
}

// patience is how long a page of a list is looked for before what was found of it is shown; the first one only for a glance.
const patience = 250 * time.Millisecond

func patienceFor(after, before string) time.Duration {
	if after == "" && before == "" {
		return store.Glance
	}
	return patience
}

// Requests gives a page of the list of requests, newest first; where it takes long to look, a part of it and where to go on.
func (a *App) Requests(filter order.RequestFilter) (order.RequestPage, error) {
	return guard(a, func(t *trail.Trail) (order.RequestPage, error) {
		return t.RequestsWithin(a.ctx, filter, patienceFor(filter.After, filter.Before))
	})
}

// Postbacks gives a page of the list of postbacks, as Requests does.
func (a *App) Postbacks(filter order.PostbackFilter) (order.PostbackPage, error) {
	return guard(a, func(t *trail.Trail) (order.PostbackPage, error) {
		return t.PostbacksWithin(a.ctx, filter, patienceFor(filter.After, filter.Before))
	})
}

// RequestTotal counts the requests that a filter leaves; -1 where that would be slow. A page that is Uncounted need not
// wait for it.
func (a *App) RequestTotal(filter order.RequestFilter) (int, error) {
	return guard(a, func(t *trail.Trail) (int, error) { return t.RequestTotal(a.ctx, filter) })
}

// PostbackTotal counts the postbacks that a filter leaves, as RequestTotal does.
func (a *App) PostbackTotal(filter order.PostbackFilter) (int, error) {
	return guard(a, func(t *trail.Trail) (int, error) { return t.PostbackTotal(a.ctx, filter) })
}

// RequestFacets counts what each value of each chip would leave of the requests; thoroughly where it may take some seconds.
func (a *App) RequestFacets(filter order.RequestFilter, thorough bool) (order.Facets, error) {
	return guard(a, func(t *trail.Trail) (order.Facets, error) {
		return t.RequestFacets(a.ctx, filter, countingTime(thorough))
	})
}

// PostbackFacets counts what each value of each chip would leave of the postbacks, as RequestFacets does.
func (a *App) PostbackFacets(filter order.PostbackFilter, thorough bool) (order.Facets, error) {
	return guard(a, func(t *trail.Trail) (order.Facets, error) {
		return t.PostbackFacets(a.ctx, filter, countingTime(thorough))
	})
}

func countingTime(thorough bool) time.Duration {
	if thorough {
		return 10 * patience
	}
	return patience / 2
}

// NearestRequest tells when the requests next to a filter's window are, for a list that is empty.
func (a *App) NearestRequest(filter order.RequestFilter) (order.Nearest, error) {
	return guard(a, func(t *trail.Trail) (order.Nearest, error) { return t.NearestRequest(a.ctx, filter, patience) })
}

// NearestPostback tells when the postbacks next to a filter's window are, for a list that is empty.
func (a *App) NearestPostback(filter order.PostbackFilter) (order.Nearest, error) {
	return guard(a, func(t *trail.Trail) (order.Nearest, error) { return t.NearestPostback(a.ctx, filter, patience) })
}

// Understand reads what is typed into the search box: its parts, and what is wrong with it and where.
func (a *App) Understand(text string) (trail.Understood, error) {
	return guard(a, func(*trail.Trail) (trail.Understood, error) { return trail.Understand(text, a.language()), nil })
}

// Look begins to look for a text everywhere and gives the search's number.
func (a *App) Look(query trail.LookQuery) (int, error) {
	return guard(a, func(t *trail.Trail) (int, error) { return t.Look(a.ctx, query) })
}

// LookOn tells what a search has found, once it has found more than was seen, has ended, or some time has passed.
func (a *App) LookOn(id, seen int) (trail.Looking, error) {
	return guard(a, func(t *trail.Trail) (trail.Looking, error) { return t.LookOn(a.ctx, id, seen) })
}

// StopLooking ends a search; what it has found stays.
func (a *App) StopLooking(id int) error {
	_, err := guard(a, func(t *trail.Trail) (struct{}, error) { t.StopLooking(id); return struct{}{}, nil })
	return err
}

// Remember keeps a text that was looked for, so that it is offered again.
func (a *App) Remember(text string) error {
	_, err := guard(a, func(t *trail.Trail) (struct{}, error) { return struct{}{}, t.Remember(a.ctx, text) })
	return err
}

// Recent gives the texts that were looked for last, newest first.
func (a *App) Recent() ([]string, error) {
	return guard(a, func(t *trail.Trail) ([]string, error) { return t.Recent(a.ctx) })
}

// Marks gives what is noted of records, in their order; nothing of those that are not held.
func (a *App) Marks(ids []string) ([]order.Mark, error) {
	return guard(a, func(t *trail.Trail) ([]order.Mark, error) { return t.Marks(a.ctx, ids) })
}

// SetMarks notes something of records in place of what was noted, of all of them or of none, and gives that, so that it
// can be undone.
func (a *App) SetMarks(marks []order.MarkOf) ([]order.Mark, error) {
	return guard(a, func(t *trail.Trail) ([]order.Mark, error) {
		ids := make([]string, len(marks))
		for i, one := range marks {
			ids[i] = one.ID
		}
		was, _, err := t.ChangeMarks(a.ctx, ids, func(i int, m *order.Mark) {
			mark := marks[i].Mark
			*m = order.Mark{Bookmarked: mark.Bookmarked, Label: mark.Label, Note: mark.Note, ChangedAt: m.ChangedAt}
		})
		if err == nil {
			a.bells.ring("marks")
		}
		return was, err
	})
}

// Marked lists all records of which something is noted, the latest first.
func (a *App) Marked() ([]order.Marked, error) {
	return guard(a, func(t *trail.Trail) ([]order.Marked, error) { return t.Marked(a.ctx) })
}

// Views lists the saved views.
func (a *App) Views() ([]order.View, error) {
	return guard(a, func(t *trail.Trail) ([]order.View, error) { return t.Views(a.ctx) })
}

// SaveView keeps a list's filters under a name; a view of the same name is replaced.
func (a *App) SaveView(view order.View) (order.View, error) {
	return guard(a, func(t *trail.Trail) (order.View, error) {
		defer a.bells.ring("marks")
		return t.SaveView(a.ctx, view)
	})
}

// RemoveView forgets a view and gives what it was, so that it can be saved again.
func (a *App) RemoveView(name string) (order.View, error) {
	return guard(a, func(t *trail.Trail) (order.View, error) {
		defer a.bells.ring("marks")
		return t.RemoveView(a.ctx, name)
	})
}

// ExportViews hands all saved views to the person as a file.
func (a *App) ExportViews() (ExportResult, error) {
	return guard(a, func(t *trail.Trail) (ExportResult, error) {
		result := ExportResult{Name: "ordertrail-views.json", Masked: map[string]int{}}
		var err error
		result.Download, result.Saved, err = a.files.give(a.ctx, result.Name, func(w io.Writer) error {
			_, err := t.WriteViews(a.ctx, w)
			return err
		})
		return result, err
	})
}

// ImportViews keeps the views of a file's text, and gives them.
func (a *App) ImportViews(text string) ([]order.View, error) {
	return guard(a, func(t *trail.Trail) ([]order.View, error) {
		defer a.bells.ring("marks")
		return t.ReadViews(a.ctx, strings.NewReader(text), "")
	})
}

// Cells gives the values of records at paths such as final:/items/0/productUid, for the columns of a list.
func (a *App) Cells(ids, paths []string) (trail.CellPage, error) {
	return guard(a, func(t *trail.Trail) (trail.CellPage, error) { return t.Cells(a.ctx, ids, paths) })
}

// Days counts the records of a list between each edge and the next, such as the midnights of a zone. Edges are
// moments; the generator of bindings knows no list of a named number.
func (a *App) Days(list order.List, edges []int64) ([]trail.Count, error) {
	return guard(a, func(t *trail.Trail) ([]trail.Count, error) {
		moments := make([]order.Millis, len(edges))
		for i, e := range edges {
			moments[i] = order.Millis(e)
		}
		return t.Counts(a.ctx, list, moments)
	})
}

// Spread counts the records of a list within a window in parts of equal length, from the oldest held to the newest.
func (a *App) Spread(list order.List, window order.Window, parts int) ([]trail.Count, error) {
	return guard(a, func(t *trail.Trail) ([]trail.Count, error) { return t.Spread(a.ctx, list, window, parts) })
}

// Request gives a request and what is shown beside it.
func (a *App) Request(id string) (trail.RequestDetail, error) {
	return guard(a, func(t *trail.Trail) (trail.RequestDetail, error) { return t.Request(a.ctx, id) })
}

// Postback gives a postback and what is shown beside it.
func (a *App) Postback(id string) (trail.PostbackDetail, error) {
	return guard(a, func(t *trail.Trail) (trail.PostbackDetail, error) { return t.Postback(a.ctx, id) })
}

// Same counts the other requests that failed for the same cause.
func (a *App) Same(id string) (order.Same, error) {
	return guard(a, func(t *trail.Trail) (order.Same, error) { return t.Same(a.ctx, id) })
}

// Order tells the story of an order, or tells those apart that fit.
func (a *App) Order(question trail.OrderQuestion) (trail.OrderPage, error) {
	return guard(a, func(t *trail.Trail) (trail.OrderPage, error) { return t.OrderPage(a.ctx, question) })
}

// CutJoin says whether what a join brings in is left out of an order, which is named by reference and customer.
func (a *App) CutJoin(reference, customer, key string, cut bool) error {
	_, err := guard(a, func(t *trail.Trail) (struct{}, error) { return struct{}{}, t.Cut(reference, customer, key, cut) })
	return err
}

// Text gives lines of one of a record's texts.
func (a *App) Text(id string, query trail.TextQuery) (trail.TextPage, error) {
	return guard(a, func(t *trail.Trail) (trail.TextPage, error) { return t.Text(a.ctx, id, query) })
}

// TextFold gives the last line that is folded away with a line of a text.
func (a *App) TextFold(id string, query trail.TextQuery) (int, error) {
	return guard(a, func(t *trail.Trail) (int, error) { return t.TextFold(a.ctx, id, query) })
}

// TextFind counts and gives the places where a needle stands in a text.
func (a *App) TextFind(id string, query trail.TextQuery, needle payload.Needle) (trail.TextHits, error) {
	return guard(a, func(t *trail.Trail) (trail.TextHits, error) { return t.TextFind(a.ctx, id, query, needle) })
}

// TextFilter gives what an expression selects in a text.
func (a *App) TextFilter(id string, query trail.TextQuery, expression string) (payload.Filtered, error) {
	return guard(a, func(t *trail.Trail) (payload.Filtered, error) { return t.TextFilter(a.ctx, id, query, expression) })
}

// TextValue gives the value that stands at an offset of a text.
func (a *App) TextValue(id string, query trail.TextQuery, at int) (trail.TextValue, error) {
	return guard(a, func(t *trail.Trail) (trail.TextValue, error) { return t.TextValue(a.ctx, id, query, at) })
}

// TextWhole gives a text as a view shows it, for the clipboard.
func (a *App) TextWhole(id string, query trail.TextQuery) (string, error) {
	return guard(a, func(t *trail.Trail) (string, error) { return t.TextWhole(a.ctx, id, query) })
}

// TextThumbnail gives a small picture of an image, as a data URI; "" when there can't be one.
func (a *App) TextThumbnail(id string, place trail.TextPlace) (string, error) {
	return guard(a, func(t *trail.Trail) (string, error) { return t.TextThumbnail(a.ctx, id, place) })
}

// TextShown says that the text that was asked for last is on the screen.
func (a *App) TextShown() error {
	_, err := guard(a, func(t *trail.Trail) (struct{}, error) { return struct{}{}, t.TextShown() })
	return err
}

// SaveText hands the bytes of a text to the person as a file, just as they were received.
func (a *App) SaveText(id string, place trail.TextPlace) (ExportResult, error) {
	return guard(a, func(t *trail.Trail) (ExportResult, error) {
		file, err := t.TextFile(a.ctx, id, place)
		if err != nil {
			return ExportResult{}, err
		}
		result := ExportResult{Name: file.Name, Bytes: file.Bytes, SHA256: file.SHA256, Masked: map[string]int{}}
		result.Download, result.Saved, err = a.files.give(a.ctx, file.Name, func(w io.Writer) error {
			_, err := file.WriteTo(w)
			return err
		})
		return result, err
	})
}

// Compare holds two stages against each other by meaning. Its lines and fields are asked for page by page.
func (a *App) Compare(query trail.CompareQuery) (trail.ComparisonSummary, error) {
	return guard(a, func(t *trail.Trail) (trail.ComparisonSummary, error) { return t.ComparisonOf(a.ctx, query) })
}

// CompareLines gives lines of one side of a comparison.
func (a *App) CompareLines(query trail.CompareQuery, page trail.ComparePage) (trail.ComparedLines, error) {
	return guard(a, func(t *trail.Trail) (trail.ComparedLines, error) { return t.ComparisonLines(a.ctx, query, page) })
}

// CompareFields gives fields of a comparison.
func (a *App) CompareFields(query trail.CompareQuery, page trail.ComparePage) (trail.ComparedFields, error) {
	return guard(a, func(t *trail.Trail) (trail.ComparedFields, error) { return t.ComparisonFields(a.ctx, query, page) })
}

// Blamed lists the fields that the answer to a request complains of.
func (a *App) Blamed(id string) ([]trail.Blamed, error) {
	return guard(a, func(t *trail.Trail) ([]trail.Blamed, error) { return t.Blamed(a.ctx, id) })
}

// LastGood gives the latest request before one that went well, of the same customer and template.
func (a *App) LastGood(id string) (order.RequestRow, error) {
	return guard(a, func(t *trail.Trail) (order.RequestRow, error) { return t.LastGood(a.ctx, id) })
}

// Guide lets a guide answer its question about an order. Where several orders fit, it names them.
func (a *App) Guide(query trail.GuideQuery) (trail.Guide, error) {
	return guard(a, func(t *trail.Trail) (trail.Guide, error) { return t.Guide(a.ctx, query) })
}

// Reply writes what can be sent to whoever asked.
func (a *App) Reply(query trail.GuideQuery, length diagnose.Length) (string, error) {
	return guard(a, func(t *trail.Trail) (string, error) { return t.Reply(a.ctx, query, length) })
}

// CustomerClock tells by which clock the customer of a record goes.
func (a *App) CustomerClock(id string) (trail.CustomerClock, error) {
	return guard(a, func(t *trail.Trail) (trail.CustomerClock, error) { return t.CustomerClock(a.ctx, id) })
}

// KeepCustomerZone keeps by which clock a customer goes, as IANA names its zone; "" forgets it.
func (a *App) KeepCustomerZone(customer, zone string) error {
	_, err := guard(a, func(t *trail.Trail) (struct{}, error) { return struct{}{}, t.KeepCustomerZone(customer, zone) })
	return err
}

// ReplyLanguages lists the languages that replies are written in.
func (a *App) ReplyLanguages() ([]string, error) { return diagnose.Languages(), nil }

// Checked lists the orders that were checked with a guide, the latest first.
func (a *App) Checked() ([]trail.CheckedOrder, error) {
	return guard(a, func(t *trail.Trail) ([]trail.CheckedOrder, error) { return t.Checked(a.ctx) })
}

// SyncState says how far the local history is up to date. The bell "sync" rings when it changes.
func (a *App) SyncState() (SyncState, error) {
	return guard(a, func(t *trail.Trail) (SyncState, error) {
		sources, err := t.Sources(a.ctx)
		if err != nil {
			return SyncState{}, err
		}
		a.mu.Lock()
		defer a.mu.Unlock()
		s := a.told(a.keeper.State())
		s.Now, s.Connected, s.Demo = t.Now(), len(sources) > 0, a.demo
		return s, nil
	})
}

// told is what a keeper is at, as screens show it.
func (a *App) told(k trail.Keeping) SyncState {
	s := SyncState{
		Running: k.Running, Paused: k.Paused, Metered: k.Metered, Elsewhere: k.Elsewhere, NextAt: k.Next,
		LastAt: k.LastAt, LastNew: k.LastNew,
	}
	p := k.Progress
	s.Fraction, s.Requests, s.Postbacks, s.Back = p.Fraction, p.Requests, p.Postbacks, p.Back
	s.PerSecond, s.LeftMs, s.RetryInMs = p.PerSecond, p.Left.Milliseconds(), p.RetryIn.Milliseconds()
	if k.Err != nil {
		s.Failure = a.explain(k.Err)
	}
	return s
}

// Sync brings the history up to date in the background; after one that is under way.
func (a *App) Sync() error {
	return a.keeping(func(k *trail.Keeper) error { k.Sync(); return nil })
}

// CancelSync stops what is read now after the page it is at; what is stored stays.
func (a *App) CancelSync() error {
	return a.keeping(func(k *trail.Keeper) error { k.Cancel(); return nil })
}

// Coverage says which windows of which list are held, which are not, and why.
func (a *App) Coverage() (order.Coverage, error) {
	return guard(a, func(t *trail.Trail) (order.Coverage, error) { return t.Coverage(a.ctx, order.Window{}, "") })
}

// FetchGap reads one window of one list of a source, again if it is held already. It answers once that is done;
// CancelSync stops it.
func (a *App) FetchGap(gap order.Gap) error {
	return a.keeping(func(k *trail.Keeper) error {
		_, err := k.Fetch(gap.Source, gap.List, gap.Window)
		return err
	})
}

// keeping calls what keeps the history up to date.
func (a *App) keeping(call func(*trail.Keeper) error) error {
	_, err := guard(a, func(*trail.Trail) (struct{}, error) {
		a.mu.Lock()
		keeper := a.keeper
		a.mu.Unlock()
		return struct{}{}, call(keeper)
	})
	return err
}

// Connect checks a source, keeps its key in the system's keyring if there is one, and syncs it in the background.
func (a *App) Connect(connection Connection) error {
	_, err := guard(a, func(t *trail.Trail) (struct{}, error) {
		return struct{}{}, t.Connect(a.ctx, connection.URL, connection.Key)
	})
	if err != nil {
		return err
	}
	return a.Sync()
}

// OpenDemo shows a made-up history in place of the own one, which stays as it is.
func (a *App) OpenDemo() error {
	_, err := guard(a, func(*trail.Trail) (struct{}, error) { return struct{}{}, a.openDemo() })
	return err
}

// PrepareExport makes an export for the person to look at; nothing of it leaves yet. It is masked unless they chose
// otherwise.
func (a *App) PrepareExport(choice ExportChoice) (trail.Prepared, error) {
	return guard(a, func(t *trail.Trail) (trail.Prepared, error) {
		zone, err := time.LoadLocation(choice.Zone)
		if err != nil {
			zone = time.UTC
		}
		o := trail.ExportOptions{
			IDs: choice.IDs, Format: trail.ExportFormat(choice.Format), Stages: choice.Stages, NoPostbacks: !choice.Postbacks, Notes: choice.Notes,
			Verdicts: choice.Verdicts, Keep: choice.Keep, Unmasked: choice.Unmasked, Language: a.language(), Zone: zone,
		}
		o.OfList(choice.List, choice.RequestFilter, choice.PostbackFilter)
		return t.Prepare(a.ctx, o)
	})
}

// ExportedSoFar is how many records of the export that is being made are done.
func (a *App) ExportedSoFar() (int, error) {
	return guard(a, func(t *trail.Trail) (int, error) { return t.PreparedSoFar(), nil })
}

// SaveExport hands the very bytes that were looked at to the person as a file.
func (a *App) SaveExport(token string) (ExportResult, error) {
	return guard(a, func(t *trail.Trail) (ExportResult, error) {
		name, err := t.PreparedName(token)
		if err != nil {
			return ExportResult{}, err
		}
		result := ExportResult{Name: name}
		result.Download, result.Saved, err = a.files.give(a.ctx, name, func(w io.Writer) error {
			receipt, err := t.HandOver(token, "saved", w)
			result.Bytes, result.SHA256, result.Masked = receipt.Bytes, receipt.SHA256, receipt.Masked
			return err
		})
		return result, err
	})
}

// CopyExport gives the very text that was looked at, for the clipboard.
func (a *App) CopyExport(token string) (string, error) {
	return guard(a, func(t *trail.Trail) (string, error) {
		var text strings.Builder
		_, err := t.HandOver(token, "copied", &text)
		return text.String(), err
	})
}

// DiscardExport stops what is being made, and forgets what was looked at.
func (a *App) DiscardExport() error {
	_, err := guard(a, func(t *trail.Trail) (struct{}, error) { t.Discard(); return struct{}{}, nil })
	return err
}

// mostExports is how much of the log of exports is shown.
const mostExports = 50

// MaskingFiles are the names of the masking rules of companies.
func (a *App) MaskingFiles() ([]string, error) {
	return guard(a, func(t *trail.Trail) ([]string, error) { return t.MaskingFiles(), nil })
}

// MaskingText gives masking rules as they are written.
func (a *App) MaskingText(name string) (string, error) {
	return guard(a, func(t *trail.Trail) (string, error) { return t.MaskingText(name) })
}

// KeepMasking keeps masking rules once they are right, and gives the name by which they go.
func (a *App) KeepMasking(rules string) (string, error) {
	return guard(a, func(t *trail.Trail) (string, error) { return t.KeepMasking(rules, "masking") })
}

// RemoveMasking forgets masking rules and gives what they were, so that they can be kept again.
func (a *App) RemoveMasking(name string) (string, error) {
	return guard(a, func(t *trail.Trail) (string, error) {
		was, err := t.MaskingText(name)
		if err != nil {
			return "", err
		}
		return was, t.RemoveMasking(name)
	})
}

// TryMasking shows what masking rules make of a text that was pasted; nothing of it is kept.
func (a *App) TryMasking(rules, kind, text string) (trail.MaskTrial, error) {
	return guard(a, func(t *trail.Trail) (trail.MaskTrial, error) { return t.TryMasking(rules, kind, text) })
}

// Exports lists what was exported last, by whom and masked how.
func (a *App) Exports() ([]trail.Exported, error) {
	return guard(a, func(t *trail.Trail) ([]trail.Exported, error) { return t.Exports(mostExports) })
}

// Import reads files that the person chooses in the system's dialog.
func (a *App) Import() ([]trail.ImportedFile, error) {
	return guard(a, func(t *trail.Trail) ([]trail.ImportedFile, error) {
		inputs, err := a.files.choose(a.ctx)
		if err != nil || len(inputs) == 0 {
			return []trail.ImportedFile{}, err
		}
		return a.take(t, inputs)
	})
}

// drop waits for the page to read files that were dropped on the window, or that it was opened with. What they are
// called the page never says.
func (a *App) drop(inputs []trail.Input) {
	a.mu.Lock()
	a.dropped = append(a.dropped, inputs...)
	a.mu.Unlock()
	a.bells.ring("drop")
}

// Waiting says whether there are files that Dropped has yet to read. The bell "drop" rings when some come.
func (a *App) Waiting() (bool, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return len(a.dropped) > 0, nil
}

// Dropped reads the files that were dropped on the window, or that it was opened with.
func (a *App) Dropped() ([]trail.ImportedFile, error) {
	return guard(a, func(t *trail.Trail) ([]trail.ImportedFile, error) {
		a.mu.Lock()
		inputs := a.dropped
		a.dropped = nil
		a.mu.Unlock()
		if len(inputs) == 0 {
			return []trail.ImportedFile{}, nil
		}
		return a.take(t, inputs)
	})
}

// take imports files. Those that can't be read stand among the others; when none can be, it fails.
func (a *App) take(t *trail.Trail, inputs []trail.Input) ([]trail.ImportedFile, error) {
	defer a.came()
	files, err := t.Import(a.ctx, inputs, "")
	if !trail.SomeRead(files) {
		return files, err
	}
	return trail.Told(files, a.language()), nil
}

// Sources lists the sources that are synced, and the bundles that were imported.
func (a *App) Sources() ([]KnownSource, error) {
	return guard(a, func(t *trail.Trail) ([]KnownSource, error) {
		list := []KnownSource{}
		live, err := t.LiveSources(a.ctx)
		if err != nil {
			return list, err
		}
		for _, src := range live {
			list = append(list, a.known(t, src))
		}
		bundles, err := t.Bundles(a.ctx)
		for _, b := range bundles {
			list = append(list, KnownSource{Name: b.Name, Bundle: true, Unread: []source.Skipped{}})
		}
		return list, err
	})
}

func (a *App) known(t *trail.Trail, s store.Source) KnownSource {
	known := KnownSource{Name: s.Name, URL: s.URL, Profile: s.Profile, Paused: s.Paused, Folder: trail.Watched(s), Unread: []source.Skipped{}}
	if !known.Folder {
		return known
	}
	state := t.Folder(s.Name)
	known.ReadAt, known.Files = state.ReadAt, state.Files
	for _, f := range state.Unread {
		told := a.explain(f.Err)
		known.Unread = append(known.Unread, source.Skipped{Where: f.Path, Why: told.Message + " " + told.Hint})
	}
	if state.Err != nil {
		known.Problem = a.explain(state.Err)
	}
	return known
}

// WatchFolder lets the person choose a folder, whose files are read from now on.
func (a *App) WatchFolder() error {
	_, err := guard(a, func(t *trail.Trail) (struct{}, error) {
		path, err := a.files.folder(a.ctx)
		if err != nil || path == "" {
			return struct{}{}, err
		}
		defer a.came()
		_, err = t.WatchFolder(a.ctx, path)
		return struct{}{}, err
	})
	return err
}

// StateSources are the interfaces of Gelato's that can be asked for the state of an order, set up or not.
func (a *App) StateSources() ([]trail.StateSource, error) {
	return guard(a, func(t *trail.Trail) ([]trail.StateSource, error) { return t.StateSources(), nil })
}

// KeepStateSource sets one of them up by its address and key; without an address it is forgotten.
func (a *App) KeepStateSource(from trail.StateFrom, connection Connection) error {
	_, err := guard(a, func(t *trail.Trail) (struct{}, error) {
		if !slices.Contains(trail.AllStatesFrom, from) {
			return struct{}{}, fault.New(fault.Invalid, "", nil, nil)
		}
		return struct{}{}, t.KeepStateSource(a.ctx, trail.StateSource{From: from, URL: connection.URL}, connection.Key)
	})
	return err
}

// AskState asks Gelato for the state of an order now. It only reads, and nothing of the answer is stored.
func (a *App) AskState(from trail.StateFrom, orderID string) (trail.AskedState, error) {
	return guard(a, func(t *trail.Trail) (trail.AskedState, error) { return t.AskState(a.ctx, from, orderID) })
}

// TestSource reads one page of each list of a source and says what its profile finds there. Nothing is stored.
func (a *App) TestSource(name string) ([]trail.MappedList, error) {
	return guard(a, func(t *trail.Trail) ([]trail.MappedList, error) {
		tested, err := t.TestSource(a.ctx, name)
		return tested.In(a.language()).Mapped(), err
	})
}

// RemoveSource asks a source no more. What came from it stays, or is removed too; a bundle always goes whole.
func (a *App) RemoveSource(name string, history bool) error {
	_, err := guard(a, func(t *trail.Trail) (struct{}, error) {
		defer a.came()
		if !history {
			return struct{}{}, t.RemoveSource(a.ctx, name)
		}
		_ = a.CancelSync() // of it, maybe
		return struct{}{}, t.RemoveHistory(a.ctx, name)
	})
	return err
}

// RemovedSoFar is how many records of the source that is being removed are gone.
func (a *App) RemovedSoFar() (int, error) {
	return guard(a, func(t *trail.Trail) (int, error) { return t.RemovedSoFar(), nil })
}

// AddSource makes a source known by a name, address, profile and key, and asks it.
func (a *App) AddSource(name, profile string, connection Connection) error {
	_, err := guard(a, func(t *trail.Trail) (struct{}, error) {
		added, err := t.AddSource(a.ctx, name, connection.URL, profile)
		if err != nil {
			return struct{}{}, err
		}
		if connection.Key != "" {
			t.GiveKey(a.ctx, added.Name, connection.Key)
		}
		return struct{}{}, nil
	})
	if err != nil {
		return err
	}
	return a.Sync()
}

// UnkeptKeys are the sources whose keys end with the program, since this machine has no keyring.
func (a *App) UnkeptKeys() ([]string, error) {
	return guard(a, func(t *trail.Trail) ([]string, error) { return t.UnkeptKeys(), nil })
}

// KeepKeys puts those keys into a file that its owner alone can read, or leaves them to end with the program.
func (a *App) KeepKeys(inFile bool) error {
	_, err := guard(a, func(t *trail.Trail) (struct{}, error) { return struct{}{}, t.KeepKeys(inFile) })
	return err
}

// PauseSource asks a source only by its name from now on, or ends that.
func (a *App) PauseSource(name string, paused bool) error {
	_, err := guard(a, func(t *trail.Trail) (struct{}, error) { return struct{}{}, t.PauseSource(a.ctx, name, paused) })
	return err
}

// Profiles are the names of all profiles, the built-in one first.
func (a *App) Profiles() ([]string, error) {
	return guard(a, func(t *trail.Trail) ([]string, error) { return t.Profiles(), nil })
}

// SourceProfile gives the text of the profile that a source is read by.
func (a *App) SourceProfile(name string) (string, error) {
	return guard(a, func(t *trail.Trail) (string, error) { return t.SourceProfile(a.ctx, name) })
}

// TrySourceProfile reads one page of each list of a source by a profile in the making. Nothing is stored.
func (a *App) TrySourceProfile(name, profile string) (trail.Mapping, error) {
	return guard(a, func(t *trail.Trail) (trail.Mapping, error) { return t.TryProfile(a.ctx, name, profile) })
}

// KeepSourceProfile reads a source by this profile from now on, and reads all of it again.
func (a *App) KeepSourceProfile(name, profile string) error {
	_, err := guard(a, func(t *trail.Trail) (struct{}, error) {
		_ = a.CancelSync() // it reads by the old one
		return struct{}{}, t.KeepSourceProfile(a.ctx, name, profile)
	})
	if err != nil {
		return err
	}
	return a.Sync()
}

// Authorities are the certificate authorities that are trusted beside the system's.
func (a *App) Authorities() ([]settings.Authority, error) {
	return guard(a, func(*trail.Trail) ([]settings.Authority, error) { return settings.Authorities(a.dir), nil })
}

// KeepAuthorities trusts the authorities of a text in PEM beside the system's; "" trusts no others.
func (a *App) KeepAuthorities(pem string) ([]settings.Authority, error) {
	return guard(a, func(*trail.Trail) ([]settings.Authority, error) {
		keep := func() error { return settings.KeepAuthorities(a.dir, []byte(pem)) }
		if pem == "" {
			keep = func() error { return settings.ForgetAuthorities(a.dir) }
		}
		if err := keep(); err != nil {
			return nil, err
		}
		return settings.Authorities(a.dir), nil
	})
}

// Propose makes a profile for the recording that no profile knew at the last import.
func (a *App) Propose() (trail.Mapping, error) {
	return a.mapping(func(t *trail.Trail) (trail.Mapping, error) { return t.Propose() })
}

// TryMapping says what a profile makes of that recording, as it is edited.
func (a *App) TryMapping(profile string) (trail.Mapping, error) {
	return a.mapping(func(t *trail.Trail) (trail.Mapping, error) { return t.TryMapping(profile) })
}

// MapField writes into that profile where a field comes from; without a path the field is taken out.
func (a *App) MapField(profile string, list order.List, field, path string) (trail.Mapping, error) {
	return a.mapping(func(t *trail.Trail) (trail.Mapping, error) { return t.MapField(profile, list, field, path) })
}

func (a *App) mapping(made func(*trail.Trail) (trail.Mapping, error)) (trail.Mapping, error) {
	m, err := guard(a, made)
	return m.In(a.language()), err
}

// Places are where a field could come from in that recording, the likeliest first.
func (a *App) Places(list order.List, field string) ([]source.Place, error) {
	return guard(a, func(t *trail.Trail) ([]source.Place, error) { return t.Places(list, field), nil })
}

// ApplyMapping keeps a profile and reads the recording by it.
func (a *App) ApplyMapping(profile string) (trail.ImportedFile, error) {
	return guard(a, func(t *trail.Trail) (trail.ImportedFile, error) {
		defer a.came()
		file, err := t.ApplyMapping(a.ctx, profile)
		return a.fileTold(file), err
	})
}

// Recognise says what a pasted text is. Nothing is stored.
func (a *App) Recognise(text string) (trail.PasteResult, error) {
	return guard(a, func(t *trail.Trail) (trail.PasteResult, error) { return t.Recognise(a.ctx, text) })
}

// Paste stores a pasted text as one stage of one order.
func (a *App) Paste(text string, stage order.Stage, reference string) (trail.PasteResult, error) {
	return guard(a, func(t *trail.Trail) (trail.PasteResult, error) {
		if !slices.Contains(order.AllStages[:], stage) {
			return trail.PasteResult{}, fault.New(fault.Invalid, "", nil, nil)
		}
		defer a.came()
		result, err := t.Paste(a.ctx, text, stage, reference)
		result.File = a.fileTold(result.File)
		return result, err
	})
}

func (a *App) fileTold(file trail.ImportedFile) trail.ImportedFile {
	return trail.Told([]trail.ImportedFile{file}, a.language())[0]
}

// came tells pages that records came otherwise than by a sync: the first ones end the welcome.
func (a *App) came() {
	a.bells.ring("records")
	a.bells.ring("sync")
}

// Overview counts what came and failed, and groups what failed by its cause.
func (a *App) Overview(query trail.OverviewQuery) (trail.Overview, error) {
	return guard(a, func(t *trail.Trail) (trail.Overview, error) { return t.Overview(a.ctx, query) })
}

// Attention lists what needs somebody now, worst first.
func (a *App) Attention(query trail.OverviewQuery) (trail.AttentionList, error) {
	return guard(a, func(t *trail.Trail) (trail.AttentionList, error) { return t.ListAttention(a.ctx, query) })
}

// Link gives the link of another program that the person came by, once. The bell "link" rings when there is one.
func (a *App) Link() (string, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	link := a.link
	a.link = ""
	return link, nil
}

// Preferences gives how the person likes the screens.
func (a *App) Preferences() (settings.Preferences, error) {
	return settings.LoadPreferences(a.dir), nil
}

// SavePreferences keeps how the person likes the screens.
func (a *App) SavePreferences(preferences settings.Preferences) error {
	if err := preferences.Save(a.dir); err != nil {
		return err
	}
	return a.keeping(func(k *trail.Keeper) error {
		k.Repace(paceOf(preferences))
		return nil
	})
}

// Columns gives which columns the lists have.
func (a *App) Columns() (settings.Columns, error) { return settings.LoadColumns(a.dir), nil }

// SaveColumns keeps which columns the lists have.
func (a *App) SaveColumns(columns settings.Columns) error { return columns.Save(a.dir) }

// Place gives the address at which the screens were left; "" at the first start.
func (a *App) Place() (string, error) {
	return settings.LoadPlace(a.dir), nil
}

// KeepPlace keeps the address at which the screens are, for the next start.
func (a *App) KeepPlace(address string) error {
	return settings.SavePlace(a.dir, address)
}

func paceOf(p settings.Preferences) syncer.Pace {
	return syncer.Pace{Every: p.SyncEvery(), Paused: p.SyncPaused, Metered: p.SyncMetered}
}

// guard calls the history that is shown. A panic is an error too: the window would wait for ever for an answer.
// What a person can't be told anything about is logged here, once.
func guard[T any](a *App, call func(*trail.Trail) (T, error)) (result T, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fault.New(fault.Internal, "", nil, fmt.Errorf("panic: %v", p))
			a.log.Error("a bound method panicked", "panic", p, "stack", string(debug.Stack()))
		} else if err != nil && fault.Of(err).Code == fault.Internal {
			a.log.Error("a bound method failed", "error", err)
		}
	}()
	history, err := a.shown()
	if err != nil {
		return result, err
	}
	return call(history)
}

// shown is the history that the screens show. The page of a window may ask before it is open.
func (a *App) shown() (*trail.Trail, error) {
	select {
	case <-a.opened:
	case <-a.ctx.Done():
		return nil, a.ctx.Err()
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.history, a.failed
}

// language is that of the person, or else of the system.
func (a *App) language() string {
	if chosen := settings.LoadPreferences(a.dir).Language; chosen != "" {
		return chosen
	}
	return a.lang
}

func (a *App) explain(err error) Trouble {
	code, message, hint := fault.Describe(err, a.language())
	return Trouble{code, message, hint}
}

// explainJSON gives a failure as the window hands it to the page.
func (a *App) explainJSON(err error) string {
	text, _ := json.Marshal(a.explain(err)) // three texts always have a JSON form
	return string(text)
}

// start opens the history and begins to keep it up to date.
func (a *App) start() error {
	defer close(a.opened)
	return a.begin()
}

// begin opens the own history, which nobody is shown before the caller says that it is opened.
func (a *App) begin() error {
	history, err := a.openHistory(a.dir)
	a.mu.Lock()
	defer a.mu.Unlock()
	a.history, a.failed = history, err
	if err == nil {
		a.keeper = a.keep(history, trail.SyncOptions{})
	}
	return err
}

// keep keeps a history up to date, as the person likes it.
func (a *App) keep(history *trail.Trail, o trail.SyncOptions) *trail.Keeper {
	return history.Keep(a.ctx, o, paceOf(settings.LoadPreferences(a.dir)), func(news bool) {
		a.bells.ring("sync")
		if news {
			a.bells.ring("records")
		}
	})
}

// stop ends what goes on behind the screens and closes the history.
func (a *App) stop() {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.history == nil {
		return
	}
	a.keeper.Stop()
	if err := a.history.Close(); err != nil {
		a.log.Error("close history", "error", err)
	}
}

// bells tell pages that something is new, by name; they carry no data.
type bells struct {
	mu        sync.Mutex
	listeners map[int]func(string)
	next      int
}

func (b *bells) subscribe(ring func(string)) (stop func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.listeners == nil {
		b.listeners = map[int]func(string){}
	}
	id := b.next
	b.next++
	b.listeners[id] = ring
	return func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		delete(b.listeners, id)
	}
}

func (b *bells) ring(name string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, ring := range b.listeners {
		ring(name)
	}
}
