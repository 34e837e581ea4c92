package trail

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"ordertrail/backend/fault"
	"ordertrail/backend/source"
	"ordertrail/backend/store"
)

// bundleKind is the kind of the source that a bundle of another Ordertrail becomes: nothing is asked of it, nothing is
// added to it, and it goes with all that it brought.
const bundleKind = "bundle"

// Bundles are the bundles that were imported, as sources.
func (t *Trail) Bundles(ctx context.Context) ([]store.Source, error) {
	known, err := t.store.Sources(ctx)
	list := []store.Source{}
	for _, s := range known {
		if s.Kind == bundleKind {
			list = append(list, s)
		}
	}
	return list, err
}

// intoBundle makes a source of the bundle that a record comes from. What is held from elsewhere is not held twice: a
// bundle may be masked, and the own records are not.
func (in *importing) intoBundle(r source.Record) (held bool, err error) {
	id := ""
	if r.Request != nil {
		id = r.Request.ID
	} else {
		id = r.Postback.ID
	}
	if in.bundle == "" {
		if in.bundle, err = in.bundleName(); err != nil {
			return false, err
		}
	}
	known, err := in.trail.store.Record(in.ctx, id)
	switch {
	case err == nil && known.Source != in.bundle:
		in.file.Duplicates++
		return true, nil
	case err != nil && !fault.Is(err, fault.NotFound):
		return false, err
	}
	if in.history.Name == in.bundle {
		return false, nil
	}
	in.history, err = in.trail.store.History(in.ctx, store.Source{Name: in.bundle, Kind: bundleKind, Profile: bundleKind})
	return false, err
}

// bundleName names the source after its file; a name that stands for something else gets a number.
func (in *importing) bundleName() (string, error) {
	known, err := in.trail.store.Sources(in.ctx)
	kinds := map[string]string{}
	for _, s := range known {
		kinds[s.Name] = s.Kind
	}
	base := strings.TrimSuffix(filepath.Base(in.file.Path), ".ordertrail")
	base = "bundle " + cmp.Or(strings.Trim(base, "-. "), "stdin")
	name := base
	for n := 2; kinds[name] != "" && kinds[name] != bundleKind; n++ {
		name = fmt.Sprintf("%s %d", base, n)
	}
	return name, err
}
