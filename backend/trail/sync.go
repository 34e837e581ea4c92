package trail

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/settings"
	"ordertrail/backend/source"
	"ordertrail/backend/store"
	"ordertrail/backend/syncer"
)

// SyncOptions say what to sync.
type SyncOptions struct {
	URL      string        // base address of a feed; "": the sources known already
	Source   string        // name of the source; "": found by its address or account
	Profile  string        // by name, or a file; "": the one that the source was read with before, or feed
	Key      string        // "": from the environment or the keyring
	From, To order.Millis  // 0: open
	LookBack time.Duration // how late a record may become visible at its source and still be found; 0: as the person chose
	Quick    bool          // look back so far once an hour only, for syncs that come every few minutes
	Sparing  bool          // one of a series: try less often, the next one comes soon
	Progress func(Progress)
}

// Progress tells how far a sync has come.
type Progress struct {
	Source string
	syncer.Progress
	PerSecond float64       // records; 0: not known yet
	Left      time.Duration // until its end, if it goes on like this; 0: not known
}

// Counts are what became of the records of one list.
type Counts struct{ New, Updated, Unchanged int }

// SyncResult is what a sync did, and what is held after it.
type SyncResult struct {
	Requests, Postbacks Counts
	Pages, Retries      int
	Mismatched          int            // bodies whose digest is not the one their source gave
	Missing             int            // records that the source has and that could not be taken over
	Unread              []ImportedFile // of watched folders
	Coverage            []order.Held
	Took                time.Duration
}

// feedProfile is the profile that reads contract/feed.openapi.yaml.
const feedProfile = "feed"

// Sync brings the history up to date with one source, or with all that are known. The result also tells, beside an
// error, what was stored before it. While another process syncs the same history it is busy.
func (t *Trail) Sync(ctx context.Context, o SyncOptions) (SyncResult, error) {
	began := time.Now()
	var res SyncResult
	var err error
	if o.Profile, err = t.takeProfile(o.Profile); err != nil {
		return res, err
	}
	if o.LookBack == 0 {
		o.LookBack = settings.LoadPreferences(t.o.Dir).LookBack()
	}
	if o.To != 0 && o.From >= o.To {
		return res, fault.New(fault.Invalid, "window", nil, nil)
	}
	select {
	case t.turn <- struct{}{}:
	default:
		return res, fault.New(fault.Busy, "sync", nil, nil)
	}
	defer func() { <-t.turn }()
	err = t.writing(func() error {
		targets, err := t.targets(ctx, o)
		if err != nil {
			return err
		}
		var failed error
		for _, target := range targets {
			err := t.syncOne(ctx, target, o, &res)
			if endsAll(err) {
				return err
			}
			failed = cmp.Or(failed, err)
		}
		return failed
	})
	res.Took = time.Since(began)
	return res, err
}

// endsAll says that a failure is none of one source alone: the others would fail alike, or nobody waits any more.
func endsAll(err error) bool {
	if err == nil {
		return false
	}
	switch fault.Of(err).Code {
	case fault.Cancelled, fault.DiskFull, fault.ReadOnly, fault.IO, fault.Corrupt, fault.NewerVersion, fault.Busy, fault.Internal:
		return true
	}
	return false
}

// targets are the sources to sync.
func (t *Trail) targets(ctx context.Context, o SyncOptions) ([]store.Source, error) {
	known, err := t.store.Sources(ctx)
	if err != nil {
		return nil, err
	}
	if o.URL != "" {
		return []store.Source{addressed(known, o)}, nil
	}
	var targets []store.Source
	for _, s := range unpaused(known, o.Source) {
		if s.Kind == feedProfile && (o.Source == "" || o.Source == s.Name) {
			s.Profile = cmp.Or(o.Profile, s.Profile)
			targets = append(targets, s)
		}
	}
	targets = append(targets, o.foldersOf(unpaused(known, o.Source))...)
	switch {
	case len(targets) == 0 && o.Source != "":
		return nil, fault.New(fault.NotFound, "source", fault.Params{"source": o.Source}, nil)
	case len(targets) == 0 && slices.ContainsFunc(known, func(s store.Source) bool { return s.Paused }):
		return nil, fault.New(fault.Invalid, "sources_paused", nil, nil)
	case len(targets) == 0:
		return nil, fault.New(fault.Invalid, "no_source", nil, nil)
	}
	return targets, nil
}

// foldersOf are the watched folders to read, after the sources that are asked. A keeper looks at them by itself.
func (o SyncOptions) foldersOf(known []store.Source) []store.Source {
	var targets []store.Source
	for _, s := range known {
		if Watched(s) && !o.Sparing && (o.Source == "" || o.Source == s.Name) {
			targets = append(targets, s)
		}
	}
	return targets
}

// syncFolder reads what is new in a watched folder, each file as if it were a page.
func (t *Trail) syncFolder(ctx context.Context, s store.Source, res *SyncResult) error {
	files, err := t.readFolder(ctx, s, false)
	for _, f := range files {
		if f.Failed {
			res.Unread = append(res.Unread, f)
			continue
		}
		res.Pages++
		res.Requests.New += f.Requests
		res.Postbacks.New += f.Postbacks
	}
	return err
}

// addressed is the source of an address, read by the profile that is asked for, or else as before.
func addressed(known []store.Source, o SyncOptions) store.Source {
	target := store.Source{Name: o.Source, Kind: feedProfile, URL: strings.TrimRight(o.URL, "/"), Profile: o.Profile}
	if target.Profile == "" {
		target.Profile = cmp.Or(find(known, target, "").Profile, feedProfile)
	}
	return target
}

// syncOne syncs one source and adds to the result.
func (t *Trail) syncOne(ctx context.Context, target store.Source, o SyncOptions, res *SyncResult) error {
	if Watched(target) {
		return t.syncFolder(ctx, target, res)
	}
	feed, status, err := t.reach(ctx, target, o)
	if err != nil {
		return err
	}
	defer func() { _ = feed.Close() }()
	if target, err = t.identify(ctx, target, status.Tenant); err != nil {
		return err
	}
	if o.Key != "" {
		t.keys.Store(target.Name, o.Key)
	}
	history, err := t.store.History(ctx, target)
	if err != nil {
		return err
	}
	if err := t.readBy(ctx, history, target.Profile); err != nil {
		return err
	}
	options := syncer.Options{Asked: order.Window{From: o.From, To: o.To}, LookBack: o.LookBack, Quick: o.Quick, Sparing: o.Sparing, Progress: o.progressOf(target.Name)}
	done, err := syncer.Run(ctx, greeted{feed, status}, history, options)
	res.add(done)
	if changed(done) {
		err = firstOf(err, t.store.Settle(ctx))
	}
	t.o.Log.Info("synced", "source", target.Name, "pages", done.Pages, "retries", done.Retries, "error", err)
	held, coverErr := t.store.CoverageOf(context.WithoutCancel(ctx), order.Window{From: o.From, To: o.To}, target.Name)
	res.Coverage = append(res.Coverage, held.Lists...)
	return firstOf(err, coverErr)
}

// readBy notes by which state of a profile a source is read.
func (t *Trail) readBy(ctx context.Context, history *store.History, name string) error {
	profile, err := t.profileOf(name)
	if err != nil {
		return err
	}
	return history.ReadBy(ctx, profile.Name, profile.Version)
}

func changed(done syncer.Result) bool {
	for _, saved := range done.Saved {
		if saved.New+saved.Updated+saved.Gone > 0 {
			return true
		}
	}
	return false
}

// reach opens a feed and asks it who it is.
func (t *Trail) reach(ctx context.Context, target store.Source, o SyncOptions) (*source.Feed, order.SourceStatus, error) {
	feed, err := t.openSource(ctx, target, o.Key)
	if err != nil {
		return nil, order.SourceStatus{}, err
	}
	status, err := syncer.Greet(ctx, feed, syncer.Options{Sparing: o.Sparing, Progress: o.progressOf(target.Name)})
	if err != nil {
		return nil, status, errors.Join(err, feed.Close())
	}
	return feed, status, nil
}

// openSource makes ready to ask a source, by its profile and with its key. It does not connect yet.
func (t *Trail) openSource(ctx context.Context, target store.Source, key string) (*source.Feed, error) {
	profile, err := t.profileOf(target.Profile)
	if err != nil {
		return nil, err
	}
	return t.openBy(ctx, target, profile, key)
}

// openBy makes ready to ask a source by any profile.
func (t *Trail) openBy(ctx context.Context, target store.Source, profile *source.Profile, key string) (*source.Feed, error) {
	if given, ok := t.keys.Load(target.Name); ok && key == "" {
		key = given.(string)
	}
	if key == "" && profile.Keyed() {
		key = settings.Key(ctx, t.o.Env, cmp.Or(target.Name, target.URL))
	}
	return source.Open(source.Options{
		Base: target.URL, Profile: profile, Key: key, Tokens: t.tokens, UserAgent: "Ordertrail/" + cmp.Or(t.o.Version, "dev"), Roots: settings.Trusted(t.o.Dir), Log: t.o.Log,
	})
}

// progressOf is what hears of the progress of one source; nil when nobody does.
func (o SyncOptions) progressOf(name string) func(syncer.Progress) {
	if o.Progress == nil {
		return nil
	}
	var s speed
	return func(p syncer.Progress) {
		if p.RetryIn > 0 { // said by whoever fetches the next page
			o.Progress(Progress{Source: name, Progress: p})
			return
		}
		s.note(mark{time.Now(), p.Requests + p.Postbacks, p.Fraction})
		o.Progress(Progress{name, p, s.perSecond(), s.left()})
	}
}

// greeted is a feed that was asked for its status a moment ago.
type greeted struct {
	*source.Feed
	status order.SourceStatus
}

// Status gives the answer that the feed has given already.
func (g greeted) Status(context.Context) (order.SourceStatus, error) { return g.status, nil }

// identify finds out whether a source is one that is known: by its name, its address, or the account it serves.
// Another account under a known name or address is refused, so that two accounts never mix.
func (t *Trail) identify(ctx context.Context, target store.Source, tenant order.Party) (store.Source, error) {
	account := cmp.Or(tenant.ID, tenant.ReferenceID, tenant.Name)
	known, err := t.store.Sources(ctx)
	if err != nil {
		return target, err
	}
	match := find(known, target, account)
	if match.Name != "" && match.Tenant != "" && account != "" && match.Tenant != account {
		return target, fault.New(fault.ContractChanged, "tenant", fault.Params{"source": match.Name}, fmt.Errorf("another account answers"))
	}
	target.Name = cmp.Or(target.Name, match.Name, freeName(known, target.URL))
	target.Tenant = cmp.Or(account, match.Tenant)
	return target, nil
}

func find(known []store.Source, target store.Source, account string) store.Source {
	for _, same := range []func(store.Source) bool{
		func(s store.Source) bool { return target.Name != "" && s.Name == target.Name },
		func(s store.Source) bool {
			return target.Name == "" && s.URL == target.URL && (target.Profile == "" || s.Profile == target.Profile)
		},
		func(s store.Source) bool {
			return target.Name == "" && account != "" && s.Tenant == account && s.Profile == target.Profile
		},
	} {
		for _, s := range known {
			if (s.Kind == feedProfile || s.Kind == ended) && same(s) {
				return s
			}
		}
	}
	return store.Source{}
}

// freeName names a new source after its address.
func freeName(known []store.Source, base string) string {
	name := base
	if u, err := url.Parse(base); err == nil {
		name = strings.TrimRight(u.Host+u.Path, "/")
	}
	for n, free := 2, name; ; n++ {
		taken := false
		for _, s := range known {
			taken = taken || s.Name == free
		}
		if !taken {
			return free
		}
		free = fmt.Sprintf("%s (%d)", name, n)
	}
}

func (res *SyncResult) add(done syncer.Result) {
	sum := func(c Counts, s order.Saved) Counts {
		return Counts{c.New + s.New, c.Updated + s.Updated, c.Unchanged + s.Unchanged}
	}
	res.Requests = sum(res.Requests, done.Saved[order.Requests])
	res.Postbacks = sum(res.Postbacks, done.Saved[order.Postbacks])
	res.Pages, res.Retries = res.Pages+done.Pages, res.Retries+done.Retries
	res.Mismatched, res.Missing = res.Mismatched+done.Mismatched, res.Missing+done.Missing
}

// Connect checks that a feed answers with this key, and keeps the key in the system's keyring. A machine without
// one keeps it nowhere: the key is then good for as long as the program runs.
func (t *Trail) Connect(ctx context.Context, base, key string) error {
	target := store.Source{Kind: feedProfile, URL: strings.TrimRight(base, "/"), Profile: feedProfile}
	feed, status, err := t.reach(ctx, target, SyncOptions{Key: key})
	if err != nil {
		return err
	}
	defer func() { _ = feed.Close() }()
	if target, err = t.identify(ctx, target, status.Tenant); err != nil {
		return err
	}
	if _, err := t.store.History(ctx, target); err != nil {
		return err
	}
	t.GiveKey(ctx, target.Name, key)
	return nil
}
