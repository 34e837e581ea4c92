package compare

import (
	"strings"

	"ordertrail/backend/order"
	"ordertrail/backend/payload"
)

// prove reads a template and tells of every field of its output where it came from. It is not ok when the template
// can't be read, or did not make this output of this input.
func (v *Vocabulary) prove(original, output *Document, t *order.Template) (links []Link, ok bool) {
	if t == nil || t.Source == nil || output == nil {
		return nil, false
	}
	input := original
	if t.InputContext != nil {
		input = v.read(payload.JSON, t.InputContext)
	}
	if input == nil {
		return nil, false
	}
	read, err := readTemplate(*t.Source)
	if err != nil {
		return nil, false
	}
	chunks, err := read.trace(input.input(), t.Lookups)
	if err != nil {
		return nil, false
	}
	p := prover{Vocabulary: v, input: input, original: original, lookups: t.Lookups}
	if pieces, aligned := align(chunks, string(output.body)); aligned {
		return p.all(output, pieces), true
	}
	return p.again(output, chunks)
}

// prover turns pieces of output into links.
type prover struct {
	*Vocabulary
	input, original *Document
	lookups         []order.Lookup
}

// again lays the pieces over what they say themselves, and takes over what the output says at the same places. The
// recorded output may have been laid out anew since.
func (p *prover) again(output *Document, chunks []chunk) ([]Link, bool) {
	text, pieces := rendered(chunks)
	own := p.read(output.Format, []byte(text))
	if own.Stop != nil || own.Empty() {
		return nil, false
	}
	mine := p.all(own, pieces)
	links := make([]Link, len(output.Fields))
	held := 0
	for i, f := range output.Fields {
		links[i] = Link{To: i, Origin: Unknown}
		if j, ok := own.exactly(f.place()); ok && own.Fields[j].Value == f.Value {
			links[i] = mine[j]
			links[i].To = i
			held++
		}
	}
	return links, held*10 >= len(output.Fields)*9
}

// all gives a link for every field; fields and pieces both stand in the order of their bytes.
func (p *prover) all(output *Document, pieces []placed) []Link {
	links := make([]Link, len(output.Fields))
	from := 0
	for i := range output.Fields {
		f := &output.Fields[i]
		start, end := f.inside(output.body)
		for from < len(pieces) && pieces[from].end < start {
			from++
		}
		to := from
		for to < len(pieces) && pieces[to].start <= end {
			to++
		}
		links[i] = p.link(f, touching(pieces[from:to], start, end), start)
		links[i].To, links[i].ByTemplate = i, true
	}
	return links
}

// inside is where a field's value stands without its quotes.
func (f *Field) inside(body []byte) (start, end int) {
	if f.end-f.start >= 2 && body[f.start] == '"' && body[f.end-1] == '"' {
		return int(f.start) + 1, int(f.end) - 1
	}
	return int(f.start), int(f.end)
}

// touching keeps the pieces that have a part in the value: some of its bytes, or all of nothing.
func touching(pieces []placed, start, end int) []placed {
	var out []placed
	for _, p := range pieces {
		if p.start < end && p.end > start || start == end && p.value != nil && p.start <= start && p.end >= end {
			out = append(out, p)
		}
	}
	if len(out) == 0 {
		for _, p := range pieces {
			if p.start <= start && p.end >= end {
				return []placed{p}
			}
		}
	}
	return out
}

func (p *prover) link(f *Field, pieces []placed, start int) Link {
	var made []placed
	for _, piece := range pieces {
		if piece.value != nil {
			made = append(made, piece)
		}
	}
	switch {
	case len(pieces) == 0:
		return Link{Origin: Unknown}
	case len(made) == 0:
		first := pieces[0]
		return Link{Origin: Constant, Line: first.line + strings.Count(first.text[:min(max(start-first.start, 0), len(first.text))], "\n")}
	case len(made) == 1 && len(pieces) == 1:
		return p.single(f, made[0])
	}
	l := Link{Origin: Computed, Line: made[0].line, Expression: made[0].source}
	for _, piece := range made {
		l.From = append(l.From, p.fields(piece.value.sources())...)
		p.consulted(&l, piece.value.lookup)
	}
	return l
}

// single tells of a value that one expression gave.
func (p *prover) single(f *Field, piece placed) Link {
	v := piece.value
	l := Link{Origin: Computed, Line: piece.line, Expression: piece.source}
	switch {
	case v.kind == object || v.kind == array:
		return p.part(f, l, v)
	case v.lookup > 0:
		l.From = p.fields(v.from)
		p.consulted(&l, v.lookup)
		if !v.mixed {
			l.Origin = LookedUp
		}
		return l
	case len(v.from) == 0 && !v.mixed:
		l.Origin, l.Missed = Constant, strings.Contains(piece.source, "default")
		return l
	}
	l.From = p.fields(v.from)
	if !v.mixed && len(v.from) == 1 {
		l.Origin = p.likeness(f, l.From, v.from[0])
	}
	return l
}

// likeness tells a copy from what was written differently and from what means something else.
func (p *prover) likeness(f *Field, from []int, source string) Origin {
	if len(from) == 1 {
		return p.howAlike(&p.original.Fields[from[0]], f)
	}
	if i, ok := p.input.find(source); ok {
		return p.howAlike(&p.input.Fields[i], f)
	}
	return Computed
}

func (v *Vocabulary) howAlike(from, to *Field) Origin {
	c := to.Concept
	if c == Unnamed {
		c = from.Concept
	}
	switch {
	case from.Value == to.Value:
		return Copied
	case v.Same(c, from.Value, to.Value):
		return Reformatted
	}
	return Computed
}

// part finds the member of a whole object that a field is: the one under the longest end of its own path.
func (p *prover) part(f *Field, l Link, v *traced) Link {
	steps := f.way.steps()
	for n := range steps {
		place := pathOf(steps[n:])
		if place != "" && place[0] != '[' && v.path != "" {
			place = "." + place
		}
		if i, ok := p.input.exactly(v.path + place); ok && p.input.Fields[i].Value == f.Value {
			l.Origin, l.From = Copied, p.fields([]string{v.path + place})
			return l
		}
	}
	l.From = p.fields(v.sources())
	return l
}

func (p *prover) consulted(l *Link, number int) {
	if number > 0 && number <= len(p.lookups) {
		l.Lookup = &p.lookups[number-1]
		l.Missed = !l.Lookup.Hit
	}
}

// fields are the fields of the original at places of the template's input.
func (p *prover) fields(places []string) []int {
	var out []int
	if p.original == nil {
		return nil
	}
	for _, place := range places {
		out = append(out, p.original.under(place)...)
	}
	return out
}
