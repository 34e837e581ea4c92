package cli

import (
	"cmp"
	"context"
	"io"
	"os"
	"strconv"

	"ordertrail/backend/fault"
	"ordertrail/backend/trail"
)

type maskingCommand struct {
	Action string `arg:"" optional:"" name:"add|list|show|remove|test" help:"${help_masking_action}"`
	Name   string `arg:"" optional:"" name:"NAME" help:"${help_masking_name}"`
	Rules  string `placeholder:"NAME|FILE" help:"${help_rules}"`
	As     string `placeholder:"KIND" help:"${help_as}"`
}

type maskingDoc struct {
	Masking []string `json:"masking"`
}

type maskingTextDoc struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

type maskedDoc struct {
	Text   string           `json:"text"`
	Values []maskedValueRow `json:"values"`
	More   int              `json:"more"`
	Goes   int              `json:"goes"`
	Masked map[string]int   `json:"masked"`
}

type maskedValueRow struct {
	Path   string `json:"path"`
	Leaves string `json:"leaves"`
	Masked bool   `json:"masked"`
	Reason string `json:"reason"`
	Line   *int   `json:"line"` // of the rule that decided
}

const maskingActions = "add, list, show, remove, test"

func (c *maskingCommand) run(ctx context.Context, s *session) error {
	actions := map[string]func(*session, *trail.Trail) error{"add": c.add, "list": c.list, "show": c.show, "remove": c.remove, "test": c.test}
	act, ok := actions[c.Action]
	switch {
	case c.Action == "":
		return missing("masking", maskingActions)
	case !ok:
		return fault.New(fault.Invalid, "value", fault.Params{"flag": "masking", "value": c.Action, "allowed": maskingActions}, nil)
	case c.Name == "" && (c.Action == "add" || c.Action == "test"):
		return missing("masking "+c.Action, "FILE")
	case c.Name == "" && c.Action != "list":
		return missing("masking "+c.Action, "NAME")
	}
	return s.with(ctx, func(t *trail.Trail) error { return act(s, t) })
}

func (c *maskingCommand) add(s *session, t *trail.Trail) error {
	name, err := t.TakeMasking(c.Name)
	if err != nil {
		return err
	}
	return s.maskingNames([]string{name})
}

func (c *maskingCommand) list(s *session, t *trail.Trail) error {
	return s.maskingNames(t.MaskingFiles())
}

func (s *session) maskingNames(names []string) error {
	return s.either(maskingDoc{names}, func(out io.Writer) {
		for _, name := range names {
			writeLine(out, plain(name))
		}
		if len(names) == 0 {
			writeLine(out, s.words.say("masking.none"))
		}
	})
}

func (c *maskingCommand) show(s *session, t *trail.Trail) error {
	text, err := t.MaskingText(c.Name)
	if err != nil {
		return err
	}
	return s.either(maskingTextDoc{c.Name, text}, func(out io.Writer) { _, _ = io.WriteString(out, text) })
}

func (c *maskingCommand) remove(s *session, t *trail.Trail) error {
	if err := t.RemoveMasking(c.Name); err != nil {
		return err
	}
	return s.either(map[string]string{"removed": c.Name}, func(out io.Writer) {
		writeLine(out, s.words.say("masking.removed", with{"Name": plain(c.Name)}))
	})
}

// test shows what would leave of the text in a file, by the rules that are named or by those of everybody.
func (c *maskingCommand) test(s *session, t *trail.Trail) error {
	text, err := s.textOf(c.Name)
	if err != nil {
		return err
	}
	rules, err := c.rules(t)
	if err != nil {
		return err
	}
	trial, err := t.TryMasking(rules, cmp.Or(c.As, "any"), text)
	if err != nil {
		return err
	}
	doc := maskedDoc{Text: trial.Text, Values: []maskedValueRow{}, More: trial.More, Goes: trial.Goes, Masked: trial.Masked}
	for _, v := range trial.Values {
		row := maskedValueRow{Path: v.Path, Leaves: v.Leaves, Masked: v.Masked, Reason: string(v.Reason)}
		if v.Line > 0 {
			row.Line = &v.Line
		}
		doc.Values = append(doc.Values, row)
	}
	return s.either(doc, func(out io.Writer) { s.maskedText(out, doc) })
}

// rules are the text of the rules that are named, by their name or as a file, once they are known to be right.
func (c *maskingCommand) rules(t *trail.Trail) (string, error) {
	if c.Rules == "" {
		return "", nil
	}
	if text, err := t.MaskingText(c.Rules); !fault.Is(err, fault.NotFound) {
		return text, err
	}
	text, err := os.ReadFile(c.Rules)
	if err != nil {
		return "", fault.New(fault.NotFound, "masking", fault.Params{"name": c.Rules}, err)
	}
	return string(text), trail.CheckMasking(string(text), c.Rules)
}

// textOf reads a file; - is stdin.
func (s *session) textOf(file string) (string, error) {
	read := func() ([]byte, error) { return os.ReadFile(file) }
	if file == "-" {
		read = func() ([]byte, error) { return io.ReadAll(s.env.Stdin) }
	}
	text, err := read()
	if err != nil {
		return "", fault.New(fault.NotFound, "file", fault.Params{"file": file}, err)
	}
	return string(text), nil
}

func (s *session) maskedText(out io.Writer, doc maskedDoc) {
	writeLine(out, doc.Text)
	writeLine(out)
	t := &table{head: s.heads("field", "leaves", "reason", "line")}
	for _, v := range doc.Values {
		line := ""
		if v.Line != nil {
			line = strconv.Itoa(*v.Line)
		}
		t.add(plain(v.Path), plain(v.Leaves), s.words.say("because."+v.Reason), line)
	}
	t.write(out)
	writeLine(out)
	page{s, out}.fact("goes", s.words.number(doc.Goes))
	page{s, out}.fact("masked", cmp.Or(kindsText(doc.Masked), s.words.say("export.nothing")))
}
