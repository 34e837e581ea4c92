package source

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"ordertrail/backend/order"
	"ordertrail/backend/redact"
)

// Probe is what one page of each list of a source shows of its profile. Nothing of it is kept.
type Probe struct {
	Status order.SourceStatus
	Lists  []ListProbe
}

// ListProbe is what a profile makes of the items of one page.
type ListProbe struct {
	List    order.List
	Items   int
	Read    int // of them that become records
	Skipped []Skipped
	Fields  []FieldProbe
}

// FieldProbe is where a field was found, and one value of it.
type FieldProbe struct {
	Field  string
	Path   string // that led to it; default where the profile's own value was taken; "" where it was not found
	Found  int    // in so many items
	Of     int
	Sample string // secrets and personal data masked
}

// probed is how many items of a page are looked at.
const probed = 20

// Probe asks for one page of each list and says what its profile finds there.
func (f *Feed) Probe(ctx context.Context, mask *redact.Masker) (Probe, error) {
	status, err := f.Status(ctx)
	if err != nil {
		return Probe{}, err
	}
	p := Probe{Status: status}
	for _, list := range f.profile.Lists() {
		l := f.profile.lists[list]
		q := order.Query{List: list, Window: order.Window{From: status.Earliest, To: status.Now}, Newest: true, Limit: probed}
		var read pageRead
		err := f.fetch(ctx, l.question(q), func(b *body) (err error) {
			read, err = f.readPage(b, q, l)
			return err
		})
		if err != nil {
			return p, err
		}
		one, err := f.probe(ctx, l, read.items, mask)
		if err != nil {
			return p, err
		}
		p.Lists = append(p.Lists, one)
	}
	return p, nil
}

func (f *Feed) probe(ctx context.Context, l *listing, items []*value, mask *redact.Masker) (ListProbe, error) {
	items = items[:min(len(items), probed)]
	details, err := f.details(ctx, l, items)
	if err != nil {
		return ListProbe{}, err
	}
	subjects := make([]subject, len(items))
	for i, item := range items {
		subjects[i] = subject{item: item, detail: details[i].value}
	}
	p := l.probe(subjects, mask)
	for i, d := range details {
		if d.why == "" {
			continue
		}
		where := fmt.Sprintf("item %d", i+1) // the fields it lacks for that are no reasons of their own
		p.Skipped = slices.DeleteFunc(p.Skipped, func(s Skipped) bool { return s.Where == where })
		p.Skipped = append(p.Skipped, Skipped{Where: where, Why: d.why})
	}
	p.Read = p.Items - len(p.Skipped)
	return p, nil
}

// probe says what the list's mapping makes of some items.
func (l *listing) probe(subjects []subject, mask *redact.Masker) ListProbe {
	p := ListProbe{List: l.list, Items: len(subjects), Skipped: []Skipped{}, Fields: []FieldProbe{}}
	for i, s := range subjects {
		if _, _, err := l.record(s, exact{}); err != nil {
			p.Skipped = append(p.Skipped, Skipped{Where: fmt.Sprintf("item %d", i+1), Why: unreadable(s.item.raw, err)})
		}
	}
	l.fields.eachRule(func(r *rule) { p.Fields = append(p.Fields, r.probe("", subjects, mask)...) })
	p.Read = p.Items - len(p.Skipped)
	return p
}

// Preview says what a profile makes of recorded answers, unmasked: they are the reader's own.
func (p *Profile) Preview(answers []Answer) []ListProbe {
	halves := map[order.List]map[string]*subject{order.Requests: {}, order.Postbacks: {}}
	var ids = map[order.List][]string{}
	at := func(list order.List, id string) *subject {
		if halves[list][id] == nil {
			halves[list][id] = &subject{}
			ids[list] = append(ids[list], id)
		}
		return halves[list][id]
	}
	for _, a := range answers {
		to, err := url.Parse(a.URL)
		root, broken := readValue(a.Body)
		if err != nil || broken != nil {
			continue
		}
		l, id, isDetail := p.asked(a.Method, to)
		switch {
		case l == nil:
		case isDetail:
			if l.detail != nil && l.detail.item != nil {
				root = l.detail.item.first(root)
			}
			if !root.missing() && root.kind() == '{' {
				at(l.list, id).detail = root
			}
		default:
			for i, item := range l.items.values(root) {
				id := l.missing(subject{item: item}, "").ID
				if id == "" {
					id = fmt.Sprintf("%s %d", a.URL, i)
				}
				at(l.list, id).item = item
			}
		}
	}
	probes := []ListProbe{}
	for _, list := range p.Lists() {
		var subjects []subject
		for _, id := range ids[list] {
			s := *halves[list][id]
			if s.item == nil {
				s = subject{item: s.detail}
			}
			subjects = append(subjects, s)
		}
		probes = append(probes, p.lists[list].probe(subjects, nil))
	}
	return probes
}

// eachRule walks the rules in the order of the feed's fields.
func (m *mapping) eachRule(do func(*rule)) {
	if m.rule != nil && (m.field.kind != object || len(m.inside) == 0) {
		do(m.rule)
	}
	for _, part := range m.inside {
		part.eachRule(do)
	}
}

func (r *rule) probe(prefix string, subjects []subject, mask *redact.Masker) []FieldProbe {
	p := FieldProbe{Field: prefix + r.name, Of: len(subjects)}
	if r.field.kind == objects || r.field.kind == texts {
		return r.probeList(p, subjects, mask)
	}
	for _, s := range subjects {
		v := r.resolve(s)
		if v.missing() {
			continue
		}
		if p.Found++; p.Found > 1 {
			continue
		}
		p.Path = "default"
		if found, by := r.findPath(s); !found.missing() {
			p.Path = by.said
		}
		p.Sample = r.sample(v, mask)
	}
	return []FieldProbe{p}
}

// probeList tells of a list in the records, and of the fields in it.
func (r *rule) probeList(p FieldProbe, subjects []subject, mask *redact.Masker) []FieldProbe {
	var inside []subject
	for _, s := range subjects {
		var found []*value
		if r.field.kind == texts {
			found = r.all(s)
		} else {
			found = r.items.values(s.item)
			if s.detail != nil {
				found = append(found, r.items.values(s.detail)...)
			}
		}
		if len(found) == 0 {
			continue
		}
		if p.Found++; p.Found == 1 {
			p.Path, p.Sample = r.listPath(), fmt.Sprintf("%d ×", len(found))
		}
		for _, v := range found {
			inside = append(inside, subject{item: v})
		}
	}
	probes := []FieldProbe{p}
	if r.inside != nil {
		r.inside.eachRule(func(inner *rule) { probes = append(probes, inner.probe(p.Field+".", inside, mask)...) })
	}
	return probes
}

func (r *rule) listPath() string {
	if r.items != nil {
		return r.items.said
	}
	return r.paths[0].said
}

// longestSample is how many characters of a value are shown.
const longestSample = 60

// sample shows a value without what is secret or personal in it. Of bodies and headers it tells what they are.
func (r *rule) sample(v *value, mask *redact.Masker) string {
	text, scalar := v.text()
	if at, ok := r.millis(v); ok && r.field.kind == moment {
		return at.String()
	}
	switch {
	case r.field.kind == headers:
		pairs, _ := headerPairs(headerForm(v), v)
		names := make([]string, len(pairs))
		for i, p := range pairs {
			names[i] = p.Name
		}
		return shortened(strings.Join(names, ", "))
	case !scalar, r.field.kind == bodyText, r.field.kind == anyJSON, len(text) > 200, strings.ContainsAny(text, "\n{<"):
		return fmt.Sprintf("%d bytes", len(v.raw))
	}
	if mask == nil {
		return shortened(text)
	}
	return shortened(mask.Field(text, strings.Split(r.name, ".")...))
}

func shortened(text string) string {
	runes := []rune(text)
	if len(runes) <= longestSample {
		return text
	}
	return string(runes[:longestSample-1]) + "…"
}
