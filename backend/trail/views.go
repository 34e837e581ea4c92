package trail

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"ordertrail/backend/export"
	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/search"
)

// Filters are the filters of a list as in the command without dashes, by name.
type Filters = map[string][]string

// filterNames are the filters that a view of a list may have.
var filterNames = map[order.List][]string{
	order.Requests:  {"from", "to", "outcome", "type", "stage", "customer", "search", "source"},
	order.Postbacks: {"from", "to", "kind", "direction", "result", "customer", "search", "source"},
}

// FiltersOf reads the filters out of the query of a view or a link.
func FiltersOf(query string) (Filters, error) {
	values, err := url.ParseQuery(query)
	return Filters(values), err
}

// QueryOf writes filters as in a link.
func QueryOf(f Filters) string {
	kept := url.Values{}
	for name, values := range f {
		if values = slices.DeleteFunc(slices.Clone(values), func(v string) bool { return v == "" }); len(values) > 0 {
			kept[name] = values
		}
	}
	return strings.ReplaceAll(kept.Encode(), "+", "%20")
}

// LinkTo is the link that shows a view's list.
func LinkTo(v order.View) string {
	link := "ordertrail://" + string(v.List)
	if v.Query != "" {
		link += "?" + v.Query
	}
	return link
}

// Views lists the saved views.
func (t *Trail) Views(ctx context.Context) ([]order.View, error) { return t.store.Views(ctx) }

// View finds a saved view by its name, without regard to case.
func (t *Trail) View(ctx context.Context, name string) (order.View, error) {
	views, err := t.Views(ctx)
	if err != nil {
		return order.View{}, err
	}
	for _, v := range views {
		if strings.EqualFold(v.Name, name) {
			return v, nil
		}
	}
	return order.View{}, noView(name)
}

// SaveView keeps a view; one of the same name is replaced.
func (t *Trail) SaveView(ctx context.Context, v order.View) (order.View, error) {
	v, err := checkView(v)
	if err != nil {
		return v, err
	}
	return v, t.store.SaveViews(ctx, []order.View{v})
}

// RemoveView forgets a view and gives what it was.
func (t *Trail) RemoveView(ctx context.Context, name string) (order.View, error) {
	was, found, err := t.store.RemoveView(ctx, name)
	if err == nil && !found {
		err = noView(name)
	}
	return was, err
}

func noView(name string) error {
	return fault.New(fault.NotFound, "view", fault.Params{"view": name}, nil)
}

// mostName is how many letters the name of a view has at most.
const mostName = 80

// checkView gives a view with its query written as all queries are.
func checkView(v order.View) (order.View, error) {
	v.Name = strings.Join(strings.Fields(v.Name), " ")
	bad := func(cause error) (order.View, error) {
		return v, fault.New(fault.Invalid, "view", fault.Params{"view": v.Name}, cause)
	}
	if v.Name == "" || utf8.RuneCountInString(v.Name) > mostName || strings.ContainsFunc(v.Name, unicode.IsControl) {
		return v, fault.New(fault.Invalid, "view_name", fault.Params{"most": mostName}, nil)
	}
	names, known := filterNames[v.List]
	if !known {
		return bad(errors.New("no such list"))
	}
	filters, err := FiltersOf(v.Query)
	if err != nil {
		return bad(err)
	}
	for name, values := range filters {
		if !slices.Contains(names, name) {
			return bad(errors.New("no filter " + name))
		}
		if err := checkFilter(name, values); err != nil {
			return bad(err)
		}
	}
	if text := filters["search"]; len(text) > 0 {
		if _, problems := search.Parse(text[0]); len(problems) > 0 {
			return v, problems[0].Fault(text[0])
		}
	}
	v.Query = QueryOf(filters)
	return v, nil
}

// closed are the filters that have one of a few values each.
var closed = map[string][]string{
	"outcome": spelled(order.AllOutcomes), "stage": spelled(order.AllStages[:]), "kind": spelled(order.AllKinds), "result": spelled(order.AllResults),
	"type":      spelled([]order.RequestType{order.Submit, order.Cancel, order.UpdateShipment}),
	"direction": spelled([]order.Direction{order.ToCustomer, order.FromPrinter}),
}

func spelled[T ~string](values []T) []string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = string(v)
	}
	return list
}

func checkFilter(name string, values []string) error {
	allowed, few := closed[name]
	for _, value := range values {
		for each := range strings.SplitSeq(value, ",") {
			if few && !slices.Contains(allowed, each) {
				return errors.New(name + " can't be " + each)
			}
		}
	}
	return nil
}

// viewsFormat is what a file of views says it is.
const viewsFormat = "views/1"

type viewsFile struct {
	Ordertrail string     `json:"ordertrail"`
	Views      []fileView `json:"views"`
}

type fileView struct {
	Name    string     `json:"name"`
	List    order.List `json:"list"`
	Filters Filters    `json:"filters"`
}

// WriteViews writes all saved views as a file, and gives how many they are.
func (t *Trail) WriteViews(ctx context.Context, w io.Writer) (int, error) {
	views, err := t.Views(ctx)
	if err != nil {
		return 0, err
	}
	file := viewsFile{viewsFormat, make([]fileView, len(views))}
	for i, v := range views {
		filters, _ := FiltersOf(v.Query) // it was read when the view was saved
		file.Views[i] = fileView{v.Name, v.List, filters}
	}
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	return len(views), out.Encode(file)
}

// WriteViewsTo writes them to a file, whole or not at all.
func (t *Trail) WriteViewsTo(ctx context.Context, path string) (n int, err error) {
	if err := Outside(t.o.Dir, path); err != nil {
		return 0, err
	}
	return n, export.SaveFile(path, func(w io.Writer) error {
		n, err = t.WriteViews(ctx, w)
		return err
	})
}

// mostViewsFile is how large a file of views is at most.
const mostViewsFile = 1 << 20

// ReadViews keeps the views of a file, all of them or none, and gives them.
func (t *Trail) ReadViews(ctx context.Context, r io.Reader, name string) ([]order.View, error) {
	var file viewsFile
	in := json.NewDecoder(io.LimitReader(r, mostViewsFile))
	in.DisallowUnknownFields()
	if err := in.Decode(&file); err != nil || file.Ordertrail != viewsFormat {
		return nil, fault.New(fault.Invalid, "views_file", fault.Params{"file": name}, err)
	}
	views := make([]order.View, len(file.Views))
	for i, f := range file.Views {
		v, err := checkView(order.View{Name: f.Name, List: f.List, Query: QueryOf(f.Filters)})
		if err != nil {
			return nil, err
		}
		views[i] = v
	}
	return views, t.store.SaveViews(ctx, views)
}
