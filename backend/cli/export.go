package cli

import (
	"cmp"
	"context"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"ordertrail/backend/order"
	"ordertrail/backend/trail"
)

type exportCommand struct {
	IDs      []string `arg:"" optional:"" name:"ID" help:"${help_ids}"`
	Format   string   `placeholder:"F" help:"${help_format}"`
	Output   string   `short:"o" placeholder:"FILE" help:"${help_output}"`
	Stages   []string `placeholder:"S" help:"${help_stages}"`
	Unmasked bool     `help:"${help_unmasked}"`
}

type exportDoc struct {
	Path   string         `json:"path"`
	Bytes  int64          `json:"bytes"`
	SHA256 string         `json:"sha256"`
	Masked map[string]int `json:"masked"`
}

// exportFormat is a shape of a shared file.
type exportFormat string

// exportFormats are the shapes that export offers.
var exportFormats = []exportFormat{"zip", "json"}

func (c *exportCommand) run(ctx context.Context, s *session) error {
	o, err := c.options(s)
	if err != nil {
		return err
	}
	return s.with(ctx, func(t *trail.Trail) error {
		receipt, err := c.deliver(ctx, s, t, o)
		if err != nil {
			return err
		}
		doc := exportDoc{c.Output, receipt.Bytes, receipt.SHA256, map[string]int{}}
		maps.Copy(doc.Masked, receipt.Masked)
		return c.report(s, doc)
	})
}

func (c *exportCommand) options(s *session) (trail.ExportOptions, error) {
	o := trail.ExportOptions{IDs: c.IDs, Unmasked: c.Unmasked, Language: s.words.lang}
	switch {
	case len(c.IDs) == 0:
		return o, missing("export", "ID")
	case c.Format == "":
		return o, missing("export", "--format")
	case c.Output == "":
		return o, missing("export", "-o FILE")
	}
	formats, err := choose("format", []string{c.Format}, exportFormats)
	if err != nil {
		return o, err
	}
	o.Format = string(formats[0])
	o.Stages, err = choose("stages", c.Stages, order.AllStages[:])
	return o, err
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
	var list []string
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		list = append(list, kind+" "+strconv.Itoa(kinds[kind]))
	}
	return cmp.Or(strings.Join(list, ", "), s.words.say("export.nothing"))
}
