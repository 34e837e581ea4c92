package trail

import (
	"context"
	"slices"
	"strings"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/source"
)

// Mapping is a profile in the making: its text, and what it makes of the recording at hand.
type Mapping struct {
	Profile string        `json:"profile"`
	Lists   []MappedList  `json:"lists"`
	Problem MappingNotice `json:"problem"`
}

// MappingNotice is where a profile can't be read; line 0: it can.
type MappingNotice struct {
	Line   int    `json:"line"`
	Column int    `json:"column"`
	About  string `json:"about"` // the subject of the failure, profile_key and the like
	Name   string `json:"name"`
}

// MappedList is what a profile makes of the recorded records of one list.
type MappedList struct {
	List    order.List       `json:"list"`
	Items   int              `json:"items"`
	Read    int              `json:"read"`
	Skipped []source.Skipped `json:"skipped"`
	Fields  []MappedField    `json:"fields"`
	Others  []string         `json:"others"` // fields that could be mapped and are not
}

// MappedField is where a field was found, and the first value of it.
type MappedField struct {
	Field  string `json:"field"`
	Path   string `json:"path"`
	Found  int    `json:"found"`
	Of     int    `json:"of"`
	Sample string `json:"sample"`
}

// Propose makes a profile for the recording that no profile knew at the last import.
func (t *Trail) Propose() (Mapping, error) {
	answers := t.recorded()
	text, ok := source.ProposeProfile(answers)
	if !ok {
		return Mapping{}, fault.New(fault.Invalid, "no_proposal", nil, nil)
	}
	return t.TryMapping(text)
}

// TryMapping says what a profile makes of that recording, as it is edited. What is wrong with it is told in the answer.
func (t *Trail) TryMapping(text string) (Mapping, error) {
	m, p := readMapping(text)
	if p != nil {
		m.Lists = mappedLists(p.Preview(t.recorded()))
	}
	return m, nil
}

// readMapping reads a profile in the making; nil when something is wrong with it, which the mapping tells.
func readMapping(text string) (Mapping, *source.Profile) {
	m := Mapping{Profile: text, Lists: []MappedList{}}
	p, err := source.ParseProfile([]byte(text), "profile")
	if err != nil {
		m.Problem = noticeOf(err)
		return m, nil
	}
	return m, p
}

// noticeOf is where a text can't be read.
func noticeOf(err error) (n MappingNotice) {
	e := fault.Of(err)
	n.About = e.About
	n.Line, _ = e.Params["line"].(int)
	n.Column, _ = e.Params["column"].(int)
	n.Name, _ = e.Params["name"].(string)
	return n
}

// MapField writes into a profile in the making where a field comes from, and tries it; "" takes the field out.
func (t *Trail) MapField(text string, list order.List, field, path string) (Mapping, error) {
	changed, err := source.MapField(text, t.recorded(), list, field, path)
	if err != nil {
		return Mapping{}, err
	}
	return t.TryMapping(changed)
}

// Places are where a field could come from in that recording, the likeliest first.
func (t *Trail) Places(list order.List, field string) []source.Place {
	return source.Places(t.recorded(), list, field)
}

// In says in a language what would be skipped.
func (m Mapping) In(lang string) Mapping {
	m.Lists = slices.Clone(m.Lists)
	for i := range m.Lists {
		m.Lists[i].Skipped = source.AllIn(m.Lists[i].Skipped, lang)
	}
	return m
}

func mappedLists(probes []source.ListProbe) []MappedList {
	lists := []MappedList{}
	for _, l := range probes {
		list := MappedList{List: l.List, Items: l.Items, Read: l.Read, Skipped: l.Skipped, Fields: []MappedField{}}
		mapped := map[string]bool{}
		for _, f := range l.Fields {
			list.Fields = append(list.Fields, MappedField(f))
			mapped[f.Field] = true
		}
		list.Others = slices.DeleteFunc(source.MappableFields(l.List), func(name string) bool { return mapped[name] })
		lists = append(lists, list)
	}
	return lists
}

// ApplyMapping keeps a profile with the settings and reads the recording by it.
func (t *Trail) ApplyMapping(ctx context.Context, text string) (ImportedFile, error) {
	answers := t.recorded()
	name, err := t.KeepProfile(text, "profile")
	if err != nil {
		return ImportedFile{}, err
	}
	p, err := t.profileOf(name)
	if err != nil {
		return ImportedFile{}, err
	}
	file := ImportedFile{}
	err = t.writing(func() error {
		history, err := t.store.History(ctx, filesSource)
		if err != nil {
			return err
		}
		in := &importing{ctx: ctx, trail: t, history: history, file: ImportedFile{Path: name, Format: "har", Skipped: []source.Skipped{}}}
		known, err := source.ReadAnswers(ctx, answers, t.tokens, in.take, p)
		err = firstOf(in.flush(), err)
		in.file.Duplicates += known.Duplicates
		in.file.Skipped, in.file.More = append(in.file.Skipped, known.Skipped...), known.More
		file = in.file
		return err
	})
	if err == nil {
		t.record(nil)
	}
	return file, err
}

func (t *Trail) recorded() []source.Answer {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.recording
}

func (t *Trail) record(answers []source.Answer) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.recording = answers
}

// PasteResult is what a pasted text is, and, once the person said what to do with it, what came of it.
type PasteResult struct {
	Format    string       `json:"format"`    // curl, raw_http, json, xml, csv, form, text or that of a file
	Stage     string       `json:"stage"`     // that it is, or looks like; "" for records of their own
	Reference string       `json:"reference"` // the order that it names
	File      ImportedFile `json:"file"`
}

// Recognise says what a pasted text is. Nothing is stored.
func (t *Trail) Recognise(ctx context.Context, text string) (PasteResult, error) {
	if strings.TrimSpace(text) == "" {
		return PasteResult{}, fault.New(fault.Invalid, "paste_empty", nil, nil)
	}
	p := source.Recognise(ctx, text)
	return PasteResult{Format: p.Format, Stage: string(p.Stage), Reference: p.Reference, File: ImportedFile{Skipped: []source.Skipped{}}}, nil
}

// Paste stores a pasted text as one stage of one order's record; the other stages were not captured. A text that is
// records of its own, such as webhooks, is imported as a file is.
func (t *Trail) Paste(ctx context.Context, text string, stage order.Stage, reference string) (PasteResult, error) {
	result, err := t.Recognise(ctx, text)
	if err != nil {
		return result, err
	}
	if result.Stage == "" {
		files, err := t.Import(ctx, []Input{textInput(text)}, "")
		if len(files) == 1 {
			result.File = files[0]
		}
		return result, err
	}
	result.Stage, result.Reference = string(stage), strings.TrimSpace(reference)
	r := source.PastedRequest(ctx, text, stage, t.tokens)
	r.OrderReferenceID = result.Reference
	err = t.writing(func() error {
		history, err := t.store.History(ctx, pastedSource)
		if err != nil {
			return err
		}
		in := &importing{ctx: ctx, trail: t, history: history, file: ImportedFile{Path: "pasted", Format: result.Format, Skipped: []source.Skipped{}}}
		err = firstOf(in.take(source.Record{Request: r, Pasted: true}), in.flush())
		result.File = in.file
		return err
	})
	return result, err
}
