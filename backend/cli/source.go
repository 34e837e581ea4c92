package cli

import (
	"context"
	"fmt"
	"io"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/trail"
)

type sourceCommand struct {
	Action  string `arg:"" optional:"" name:"add|list|remove|test" help:"${help_action}"`
	Name    string `arg:"" optional:"" name:"NAME" help:"${help_name}"`
	URL     string `name:"url" placeholder:"URL" help:"${help_url}"`
	Profile string `placeholder:"NAME|FILE" help:"${help_profile}"`
}

type sourceDoc struct {
	Source sourceRow `json:"source"`
}

type sourcesDoc struct {
	Sources []sourceRow `json:"sources"`
}

type sourceRow struct {
	Name    string `json:"name"`
	URL     string `json:"url"`
	Profile string `json:"profile"`
}

type testedDoc struct {
	Source   sourceRow    `json:"source"`
	Now      stamp        `json:"now"`
	Earliest stamp        `json:"earliest"`
	Lists    []testedList `json:"lists"`
}

type testedList struct {
	List    order.List    `json:"list"`
	Items   int           `json:"items"`
	Read    int           `json:"read"`
	Skipped []skippedRow  `json:"skipped"`
	Fields  []testedField `json:"fields"`
}

type testedField struct {
	Field  string `json:"field"`
	Path   string `json:"path"`
	Found  int    `json:"found"`
	Of     int    `json:"of"`
	Sample string `json:"sample"`
}

func (c *sourceCommand) run(ctx context.Context, s *session) error {
	actions := map[string]func(context.Context, *session) error{"add": c.add, "list": c.list, "remove": c.remove, "test": c.test}
	act, ok := actions[c.Action]
	switch {
	case c.Action == "":
		return missing("source", "add, list, remove, test")
	case !ok:
		return fault.New(fault.Invalid, "value", fault.Params{"flag": "source", "value": c.Action, "allowed": "add, list, remove, test"}, nil)
	case c.Name == "" && c.Action != "list":
		return missing("source "+c.Action, "NAME")
	case c.URL == "" && c.Action == "add":
		return missing("source add", "--url URL")
	}
	return act(ctx, s)
}

func (c *sourceCommand) add(ctx context.Context, s *session) error {
	return s.with(ctx, func(t *trail.Trail) error {
		added, err := t.AddSource(ctx, c.Name, c.URL, c.Profile)
		if err != nil {
			return err
		}
		doc := sourceDoc{sourceRow{added.Name, added.URL, added.Profile}}
		return s.either(doc, func(out io.Writer) { s.sourcesText(out, []sourceRow{doc.Source}) })
	})
}

func (c *sourceCommand) list(ctx context.Context, s *session) error {
	return s.with(ctx, func(t *trail.Trail) error {
		live, err := t.LiveSources(ctx)
		if err != nil {
			return err
		}
		bundles, err := t.Bundles(ctx)
		if err != nil {
			return err
		}
		live = append(live, bundles...)
		doc := sourcesDoc{Sources: make([]sourceRow, len(live))}
		for i, src := range live {
			doc.Sources[i] = sourceRow{src.Name, src.URL, src.Profile}
		}
		return s.either(doc, func(out io.Writer) { s.sourcesText(out, doc.Sources) })
	})
}

func (c *sourceCommand) remove(ctx context.Context, s *session) error {
	return s.with(ctx, func(t *trail.Trail) error {
		if err := t.RemoveSource(ctx, c.Name); err != nil {
			return err
		}
		doc := map[string]string{"removed": c.Name}
		return s.either(doc, func(out io.Writer) { writeLine(out, s.words.say("source.removed", with{"Source": plain(c.Name)})) })
	})
}

func (s *session) sourcesText(out io.Writer, rows []sourceRow) {
	if len(rows) == 0 {
		writeLine(out, s.words.say("source.none"))
		return
	}
	t := &table{head: s.heads("source", "url", "profile")}
	for _, r := range rows {
		t.add(plain(r.Name), plain(r.URL), plain(r.Profile))
	}
	t.write(out)
}

func (c *sourceCommand) test(ctx context.Context, s *session) error {
	return s.with(ctx, func(t *trail.Trail) error {
		tested, err := t.TestSource(ctx, c.Name)
		if err != nil {
			return err
		}
		return s.either(testedDocument(tested), func(out io.Writer) { s.testedText(out, testedDocument(tested.In(s.words.lang))) })
	})
}

func testedDocument(tested trail.TestedSource) testedDoc {
	src := tested.Source
	doc := testedDoc{Source: sourceRow{src.Name, src.URL, src.Profile}, Now: stamp(tested.Status.Now), Earliest: stamp(tested.Status.Earliest),
		Lists: []testedList{}}
	for _, l := range tested.Lists {
		list := testedList{List: l.List, Items: l.Items, Read: l.Read, Skipped: []skippedRow{}, Fields: []testedField{}}
		for _, skipped := range l.Skipped {
			list.Skipped = append(list.Skipped, skippedRow{skipped.Where, skipped.Why})
		}
		for _, f := range l.Fields {
			list.Fields = append(list.Fields, testedField{f.Field, f.Path, f.Found, f.Of, f.Sample})
		}
		doc.Lists = append(doc.Lists, list)
	}
	return doc
}

func (s *session) testedText(out io.Writer, doc testedDoc) {
	for _, l := range doc.Lists {
		writeLine(out, s.words.say("title."+string(l.List)))
		writeLine(out, s.words.say("source.page", with{"Items": s.words.number(l.Items), "Read": s.words.number(l.Read), "Skipped": s.words.number(len(l.Skipped))}))
		t := &table{head: s.heads("field", "path", "found", "sample")}
		for _, f := range l.Fields {
			path := f.Path
			if path == "" {
				path = s.words.say("source.not_found")
			}
			t.add(f.Field, plain(path), fmt.Sprintf("%d/%d", f.Found, f.Of), plain(f.Sample))
		}
		t.write(out)
		for _, skipped := range l.Skipped {
			writeLine(out, s.words.say("source.skipped", with{"Where": plain(skipped.Where), "Why": plain(skipped.Why)}))
		}
		writeLine(out)
	}
	writeLine(out, s.words.say("source.nothing_kept"))
}
