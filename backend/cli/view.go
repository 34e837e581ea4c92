package cli

import (
	"context"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/trail"
)

type viewCommand struct {
	Action    string   `arg:"" optional:"" name:"save|list|run|remove|export|import" help:"${help_view_action}"`
	Name      string   `arg:"" optional:"" name:"NAME" help:"${help_view_name}"`
	List      string   `placeholder:"LIST" help:"${help_view_list}"`
	Period    period   `embed:""`
	Outcome   []string `placeholder:"OUTCOME" help:"${help_outcome}"`
	Type      []string `placeholder:"TYPE" help:"${help_type}"`
	Stage     []string `placeholder:"S" help:"${help_stage}"`
	Kind      []string `placeholder:"KIND" help:"${help_kind}"`
	Direction []string `placeholder:"DIRECTION" help:"${help_direction}"`
	Result    []string `placeholder:"RESULT" help:"${help_result}"`
	Paging    paging   `embed:""`
	Output    string   `short:"o" placeholder:"FILE" help:"${help_output}"`
}

type viewDoc struct {
	View viewRow `json:"view"`
}

type viewsDoc struct {
	Views []viewRow `json:"views"`
}

// viewRow is a saved view, as programs read it.
type viewRow struct {
	Name    string        `json:"name"`
	List    order.List    `json:"list"`
	Filters trail.Filters `json:"filters"`
	Link    string        `json:"link"`
}

const viewActions = "save, list, run, remove, export, import"

func (c *viewCommand) run(ctx context.Context, s *session) error {
	actions := map[string]func(context.Context, *session) error{
		"save": c.save, "list": c.list, "run": c.show, "remove": c.remove, "export": c.export, "import": c.take,
	}
	act, ok := actions[c.Action]
	switch {
	case c.Action == "":
		return missing("view", viewActions)
	case !ok:
		return fault.New(fault.Invalid, "value", fault.Params{"flag": "view", "value": c.Action, "allowed": viewActions}, nil)
	case c.Name == "" && (c.Action == "save" || c.Action == "run" || c.Action == "remove"):
		return missing("view "+c.Action, "NAME")
	}
	return act(ctx, s)
}

// given are the filters that flags name.
func (c *viewCommand) given() trail.Filters {
	f := trail.Filters{}
	for name, values := range map[string][]string{
		"from": {c.Period.From}, "to": {c.Period.To}, "outcome": c.Outcome, "type": c.Type, "stage": c.Stage, "kind": c.Kind,
		"direction": c.Direction, "result": c.Result, "customer": c.Paging.Customer, "search": {c.Paging.Search}, "source": {c.Paging.Source},
	} {
		if len(values) > 0 && values[0] != "" {
			f[name] = values
		}
	}
	return f
}

// listOf is the list that is meant: the one named, or the one that has the filters.
func (c *viewCommand) listOf(f trail.Filters) (order.List, error) {
	if c.List == "" {
		for _, name := range []string{"kind", "direction", "result"} {
			if _, has := f[name]; has {
				return order.Postbacks, nil
			}
		}
		return order.Requests, nil
	}
	lists, err := choose("list", []string{c.List}, []order.List{order.Requests, order.Postbacks})
	if err != nil {
		return "", err
	}
	return lists[0], nil
}

func (c *viewCommand) save(ctx context.Context, s *session) error {
	filters := c.given()
	list, err := c.listOf(filters)
	if err != nil {
		return err
	}
	if err := c.check(s, list, filters); err != nil {
		return err
	}
	return s.with(ctx, func(t *trail.Trail) error {
		saved, err := t.SaveView(ctx, order.View{Name: c.Name, List: list, Query: trail.QueryOf(filters)})
		if err != nil {
			return err
		}
		doc := viewDoc{viewRowOf(saved)}
		return s.either(doc, func(out io.Writer) { s.viewsText(out, []viewRow{doc.View}) })
	})
}

// check reads the filters as the list would, so that no view is kept that can't be run.
func (c *viewCommand) check(s *session, list order.List, f trail.Filters) error {
	var err error
	if list == order.Postbacks {
		_, err = c.postbacks(f).filter(s)
	} else {
		_, err = c.requests(f).filter(s)
	}
	return err
}

func (c *viewCommand) list(ctx context.Context, s *session) error {
	return s.with(ctx, func(t *trail.Trail) error {
		views, err := t.Views(ctx)
		if err != nil {
			return err
		}
		doc := viewsDoc{viewRowsOf(views)}
		return s.either(doc, func(out io.Writer) { s.viewsText(out, doc.Views) })
	})
}

// show lists what a view shows; flags that are given take the place of the view's.
func (c *viewCommand) show(ctx context.Context, s *session) error {
	var view order.View
	err := s.with(ctx, func(t *trail.Trail) (err error) {
		view, err = t.View(ctx, c.Name)
		return err
	})
	if err != nil {
		return err
	}
	filters, err := trail.FiltersOf(view.Query)
	if err != nil {
		return err
	}
	maps.Copy(filters, c.given())
	if view.List == order.Postbacks {
		return c.postbacks(filters).run(ctx, s)
	}
	return c.requests(filters).run(ctx, s)
}

func (c *viewCommand) requests(f trail.Filters) *requestsCommand {
	return &requestsCommand{period{first(f["from"]), first(f["to"])}, each(f["outcome"]), each(f["type"]), each(f["stage"]), c.paging(f)}
}

func (c *viewCommand) postbacks(f trail.Filters) *postbacksCommand {
	return &postbacksCommand{period{first(f["from"]), first(f["to"])}, each(f["kind"]), each(f["direction"]), each(f["result"]), c.paging(f)}
}

func (c *viewCommand) paging(f trail.Filters) paging {
	return paging{Customer: f["customer"], Search: first(f["search"]), Source: first(f["source"]), Limit: c.Paging.Limit, After: c.Paging.After}
}

func first(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}

// each reads comma lists.
func each(values []string) []string {
	if len(values) == 0 {
		return nil
	}
	return strings.Split(strings.Join(values, ","), ",")
}

func (c *viewCommand) remove(ctx context.Context, s *session) error {
	return s.with(ctx, func(t *trail.Trail) error {
		was, err := t.RemoveView(ctx, c.Name)
		if err != nil {
			return err
		}
		return s.either(map[string]string{"removed": was.Name}, func(out io.Writer) {
			writeLine(out, s.words.say("view.removed", with{"Name": plain(was.Name)}))
		})
	})
}

type viewsFileDoc struct {
	Path  string `json:"path"`
	Views int    `json:"views"`
}

func (c *viewCommand) export(ctx context.Context, s *session) error {
	if c.Output == "" {
		return missing("view export", "-o FILE")
	}
	return s.with(ctx, func(t *trail.Trail) error {
		if c.Output == "-" {
			_, err := t.WriteViews(ctx, broken{s.env.Stdout})
			return err
		}
		n, err := t.WriteViewsTo(ctx, c.Output)
		if err != nil {
			return err
		}
		return s.either(viewsFileDoc{c.Output, n}, func(out io.Writer) { writeLine(out, s.words.count("view.written", n)) })
	})
}

// take keeps the views of a file.
func (c *viewCommand) take(ctx context.Context, s *session) error {
	if c.Name == "" {
		return missing("view import", "FILE")
	}
	in, err := os.Open(c.Name)
	if err != nil {
		return fault.New(fault.NotFound, "file", fault.Params{"file": c.Name}, err)
	}
	defer func() { _ = in.Close() }()
	return s.with(ctx, func(t *trail.Trail) error {
		views, err := t.ReadViews(ctx, in, c.Name)
		if err != nil {
			return err
		}
		doc := viewsDoc{viewRowsOf(views)}
		return s.either(doc, func(out io.Writer) { s.viewsText(out, doc.Views) })
	})
}

func viewRowOf(v order.View) viewRow {
	filters, _ := trail.FiltersOf(v.Query) // it was read when the view was saved
	return viewRow{v.Name, v.List, filters, trail.LinkTo(v)}
}

func viewRowsOf(views []order.View) []viewRow {
	rows := make([]viewRow, len(views))
	for i, v := range views {
		rows[i] = viewRowOf(v)
	}
	return rows
}

func (s *session) viewsText(out io.Writer, rows []viewRow) {
	if len(rows) == 0 {
		writeLine(out, s.words.say("view.none"))
		return
	}
	t := &table{head: s.heads("view", "list", "filters")}
	for _, r := range rows {
		var filters []string
		for _, name := range slices.Sorted(maps.Keys(r.Filters)) {
			filters = append(filters, name+" "+strings.Join(r.Filters[name], ", "))
		}
		t.add(plain(r.Name), s.words.say("list."+string(r.List)), plain(strings.Join(filters, "; ")))
	}
	t.write(out)
}
