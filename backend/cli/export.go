package cli

import (
	"cmp"
	"context"
	"io"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"ordertrail/backend/diagnose"
	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/trail"
)

type exportCommand struct {
	IDs         []string `arg:"" optional:"" name:"ID" help:"${help_ids}"`
	Format      string   `placeholder:"F" help:"${help_format}"`
	Output      string   `short:"o" placeholder:"FILE" help:"${help_output}"`
	Stages      []string `placeholder:"S" help:"${help_stages}"`
	NoPostbacks bool     `help:"${help_no_postbacks}"`
	Notes       bool     `help:"${help_notes}"`
	Verdict     []string `placeholder:"SCENARIO" help:"${help_verdict}"`
	Unmasked    bool     `help:"${help_unmasked}"`
	List        string   `placeholder:"LIST" help:"${help_list}"`
	listFilter
}

// listFilter are the filters of the lists, for what is exported of them.
type listFilter struct {
	Period    period   `embed:""`
	Outcome   []string `placeholder:"OUTCOME" help:"${help_outcome}"`
	Type      []string `placeholder:"TYPE" help:"${help_type}"`
	Stage     []string `placeholder:"S" help:"${help_stage}"`
	Kind      []string `placeholder:"KIND" help:"${help_kind}"`
	Direction []string `placeholder:"DIRECTION" help:"${help_direction}"`
	Result    []string `placeholder:"RESULT" help:"${help_result}"`
	Customer  []string `placeholder:"C" sep:"none" help:"${help_customer}"`
	Search    string   `placeholder:"TEXT" help:"${help_search}"`
	Source    string   `placeholder:"NAME" help:"${help_source}"`
	Limit     string   `placeholder:"N" help:"${help_export_limit}"`
	After     string   `placeholder:"CURSOR" help:"${help_after}"`
}

type exportDoc struct {
	Path   string         `json:"path"`
	Bytes  int64          `json:"bytes"`
	SHA256 string         `json:"sha256"`
	Masked map[string]int `json:"masked"`
}

func (c *exportCommand) run(ctx context.Context, s *session) error {
	o, err := c.options(s)
	if err != nil {
		return err
	}
	return s.with(ctx, func(t *trail.Trail) error {
		m := s.meter()
		o.Told = func(done int) { m.tell(-1, s.words.count("export.progress", done)) }
		receipt, err := c.deliver(ctx, s, t, o)
		m.end()
		if err != nil {
			return err
		}
		doc := exportDoc{c.Output, receipt.Bytes, receipt.SHA256, map[string]int{}}
		maps.Copy(doc.Masked, receipt.Masked)
		return c.report(s, doc)
	})
}

func (c *exportCommand) options(s *session) (trail.ExportOptions, error) {
	o := trail.ExportOptions{IDs: c.IDs, Unmasked: c.Unmasked, NoPostbacks: c.NoPostbacks, Notes: c.Notes, Language: s.words.lang, Zone: s.zone}
	switch {
	case len(c.IDs) == 0 && c.List == "":
		return o, missing("export", "ID")
	case c.Format == "":
		return o, missing("export", "--format")
	case c.Output == "":
		return o, missing("export", "-o FILE")
	case len(c.IDs) > 0 && (c.List != "" || c.filtered()):
		return o, fault.New(fault.Invalid, "export_both", nil, nil)
	}
	if err := c.chosen(s, &o); err != nil {
		return o, err
	}
	var err error
	if o.Verdicts, err = choose("verdict", c.Verdict, diagnose.AllScenarios); err != nil {
		return o, err
	}
	o.Stages, err = choose("stages", c.Stages, order.AllStages[:])
	return o, err
}

// chosen reads what is exported, and as what.
func (c *exportCommand) chosen(s *session, o *trail.ExportOptions) error {
	if c.List == "" {
		formats, err := choose("format", []string{c.Format}, trail.ExportFormats())
		if err == nil {
			o.Format = formats[0]
		}
		return err
	}
	if err := c.ofList(s, o); err != nil {
		return err
	}
	if slices.Contains(trail.ExportFormats(), trail.ExportFormat(c.Format)) {
		o.Format = trail.ExportFormat(c.Format)
		return nil
	}
	formats, err := choose("format", []string{c.Format}, trail.ListFormats())
	if err == nil {
		o.List = formats[0]
	}
	return err
}

// ofList reads the filters of a list. Those that only the other list has are an error.
func (c *exportCommand) ofList(s *session, o *trail.ExportOptions) error {
	lists, err := choose("list", []string{c.List}, []order.List{order.Requests, order.Postbacks})
	if err != nil {
		return err
	}
	page := paging{Customer: c.Customer, Search: c.Search, Source: c.Source, Limit: cmp.Or(c.Limit, strconv.Itoa(mostRows)), After: c.After}
	foreign := map[string][]string{"--kind": c.Kind, "--direction": c.Direction, "--result": c.Result}
	if lists[0] == order.Requests {
		list := requestsCommand{Period: c.Period, Outcome: c.Outcome, Type: c.Type, Stage: c.Stage, Paging: page}
		filter, failed := list.filter(s)
		o.Requests, err = &filter, failed
		filter.Limit = c.limited(filter.Limit)
	} else {
		foreign = map[string][]string{"--outcome": c.Outcome, "--type": c.Type, "--stage": c.Stage}
		list := postbacksCommand{Period: c.Period, Kind: c.Kind, Direction: c.Direction, Result: c.Result, Paging: page}
		filter, failed := list.filter(s)
		o.Postbacks, err = &filter, failed
		filter.Limit = c.limited(filter.Limit)
	}
	for _, flag := range slices.Sorted(maps.Keys(foreign)) {
		if len(foreign[flag]) > 0 {
			return fault.New(fault.Invalid, "unknown_flag", fault.Params{"flag": flag, "command": "export --list " + c.List}, nil)
		}
	}
	return err
}

// limited is how many rows are asked for; all of them, unless it is said.
func (c *exportCommand) limited(n int) int {
	if c.Limit == "" {
		return 0
	}
	return n
}

// filtered says that a filter is given.
func (f listFilter) filtered() bool {
	return !reflect.DeepEqual(f, listFilter{})
}

// deliver writes to the file, or to stdout for -.
func (c *exportCommand) deliver(ctx context.Context, s *session, t *trail.Trail, o trail.ExportOptions) (trail.Receipt, error) {
	if c.Output == "-" {
		return t.Export(ctx, o, broken{s.env.Stdout})
	}
	return t.ExportTo(ctx, o, c.Output)
}

// broken gives a failure to write the output its code.
type broken struct{ to io.Writer }

func (b broken) Write(p []byte) (int, error) {
	n, err := b.to.Write(p)
	return n, writing(err)
}

// report tells what was written: beside the file itself when that goes to stdout.
func (c *exportCommand) report(s *session, doc exportDoc) error {
	switch {
	case c.Output == "-" && s.flags.Globals.Quiet:
		return nil
	case c.Output == "-":
		s.env.Stdout = s.env.Stderr
	}
	return s.either(doc, func(out io.Writer) {
		p := page{s, out}
		p.fact("file", doc.Path)
		p.fact("bytes", s.words.number(int(doc.Bytes)))
		p.fact("sha256", doc.SHA256)
		p.fact("masked", c.masked(s, doc.Masked))
	})
}

func (c *exportCommand) masked(s *session, kinds map[string]int) string {
	if c.Unmasked {
		return s.words.say("export.unmasked")
	}
	return cmp.Or(kindsText(kinds), s.words.say("export.nothing"))
}

// kindsText lists how many values of each kind were replaced.
func kindsText(kinds map[string]int) string {
	var list []string
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		list = append(list, kind+" "+strconv.Itoa(kinds[kind]))
	}
	return strings.Join(list, ", ")
}
