package trail

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"ordertrail/backend/diagnose"
	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/store"
	"ordertrail/backend/story"
)

// joined finds what joins the records of an order, and takes those out of the evidence whose join somebody cut.
func (t *Trail) joined(o store.Order, e *diagnose.Evidence) []story.Join {
	joins := story.Joins(o.Reference, e.Requests, e.Postbacks)
	cut := t.cuts()
	for i, j := range joins {
		joins[i].Cut = slices.Contains(cut, t.cutMark(o.Reference, partyName(o.Customer), j.Key))
	}
	left := story.Left(joins)
	e.Requests = slices.DeleteFunc(e.Requests, func(r *order.Request) bool { return left[r.ID] })
	e.Postbacks = slices.DeleteFunc(e.Postbacks, func(p *order.Postback) bool { return left[p.ID] })
	return joins
}

// Cut says whether what a join brings in is left out of an order, which is named by its reference and its customer's
// name. It holds until the contrary is said.
func (t *Trail) Cut(reference, customer, key string, cut bool) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	mark := t.cutMark(reference, customer, key)
	list := slices.DeleteFunc(t.cuts(), func(each string) bool { return each == mark })
	if cut {
		list = append(list, mark)
	}
	text, err := json.Marshal(list)
	if err == nil {
		err = os.WriteFile(t.cutsFile()+".new", text, 0o600)
	}
	if err == nil {
		err = os.Rename(t.cutsFile()+".new", t.cutsFile())
	}
	if err != nil {
		return fault.New(codeOf(err), "store", nil, err)
	}
	return nil
}

// cutMark is a keyed digest: nobody can tell from the file which orders it is about, and nothing in it has to be
// erased with them.
func (t *Trail) cutMark(reference, customer, key string) string {
	return t.tokens.Secret(order.Key(reference) + "\x00" + order.Key(customer) + "\x00" + key)
}

func (t *Trail) cutsFile() string { return filepath.Join(t.o.Dir, "cuts.json") }

// cuts are the marks of the joins that are cut; none where the file can't be read.
func (t *Trail) cuts() []string {
	text, err := os.ReadFile(t.cutsFile())
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			t.o.Log.Warn("read cuts", "error", err)
		}
		return nil
	}
	var list []string
	if err := json.Unmarshal(text, &list); err != nil {
		t.o.Log.Warn("read cuts", "error", err)
	}
	return list
}
