package compare

import (
	"ordertrail/backend/order"
)

// Stages are the stages of one request as documents, and how each was made of the ones before. They are read when
// they are asked for.
type Stages struct {
	vocabulary *Vocabulary
	record     *order.Stages
	read       map[order.Stage]*Document
	proof      *[]Link // from the original to the template's output; points to nil when nothing is proved
	compared   map[[2]order.Stage]*Comparison
}

// Of gives the stages of a request.
func (v *Vocabulary) Of(s *order.Stages) *Stages {
	return &Stages{vocabulary: v, record: s, read: map[order.Stage]*Document{}, compared: map[[2]order.Stage]*Comparison{}}
}

// Document gives a stage as a document; nil when it has no body.
func (s *Stages) Document(stage order.Stage) *Document {
	if d, ok := s.read[stage]; ok {
		return d
	}
	s.read[stage] = s.load(stage)
	return s.read[stage]
}

func (s *Stages) load(stage order.Stage) *Document {
	if contentType, body := s.body(stage); body != nil {
		return s.vocabulary.Read(contentType, body)
	}
	return nil
}

// ReadBoth reads two stages, of one request or of two, at the same time: each may be long.
func ReadBoth(a *Stages, from order.Stage, b *Stages, to order.Stage) {
	first := make(chan *Document, 1)
	go func() {
		defer close(first)
		defer func() { _ = recover() }() // the one who asks for the document meets it again, where it is told
		first <- a.load(from)
	}()
	second := b.load(to)
	if d, ok := <-first; ok {
		a.read[from] = d
	}
	b.read[to] = second
}

// body is what a stage holds: of the template its output.
func (s *Stages) body(stage order.Stage) (contentType string, body []byte) {
	var m *order.Message
	switch r := s.record; {
	case stage == order.Original:
		m = r.Original
	case stage == order.Final:
		m = r.Final
	case stage == order.Responded && r.Response != nil:
		m = &r.Response.Message
	case stage == order.Templated && r.Template != nil && r.Template.Rendered != nil:
		return map[string]string{"json": "application/json", "xml": "application/xml"}[r.Template.Format], []byte(*r.Template.Rendered)
	}
	if m == nil {
		return "", nil
	}
	return m.ContentType, m.Body
}

// Compare holds two stages against each other and tells where each field of the later one came from; nil when one of
// them has no body.
func (s *Stages) Compare(from, to order.Stage) *Comparison {
	a, b := s.Document(from), s.Document(to)
	if a == nil || b == nil {
		return nil
	}
	if c, ok := s.compared[[2]order.Stage{from, to}]; ok {
		return c
	}
	links, pairs := s.links(from, to, a, b)
	c := s.vocabulary.compared(a, b, links, pairs)
	s.compared[[2]order.Stage{from, to}] = c
	return c
}

func (s *Stages) links(from, to order.Stage, a, b *Document) (links []Link, pairs []int) {
	g := s.vocabulary.newGuesser(a, b, s.lookups(from))
	known := s.known(from, to, b)
	links, pairs = make([]Link, len(b.Fields)), make([]int, len(b.Fields))
	taken := map[int]bool{}
	for _, l := range known {
		for _, i := range l.From {
			taken[i] = true
		}
	}
	for i := range b.Fields {
		guessed, pair := g.guess(i, known != nil)
		switch {
		case known == nil:
			links[i], pairs[i] = guessed, pair
		case len(known[i].From) > 0:
			links[i], pairs[i] = known[i], g.mainOf(i, known[i].From)
		default:
			links[i], pairs[i] = known[i], pair
			if pair >= 0 && taken[pair] {
				pairs[i] = -1
			}
		}
	}
	return links, pairs
}

// mainOf is the one of several sources that a field is held against: the one about the same, else the first.
func (g *guesser) mainOf(i int, sources []int) int {
	for _, k := range sources {
		if c := g.from.Fields[k].Concept; c != Unnamed && c == g.to.Fields[i].Concept {
			return k
		}
	}
	return sources[0]
}

func (s *Stages) lookups(from order.Stage) []order.Lookup {
	if from != order.Original || s.record.Template == nil {
		return nil
	}
	return s.record.Template.Lookups
}

// known are the links that the template proves, if it takes part; nil when nothing is proved.
func (s *Stages) known(from, to order.Stage, b *Document) []Link {
	if from != order.Original || to == order.Original {
		return nil
	}
	proved := s.proved()
	if proved == nil || to == order.Templated {
		return proved
	}
	return s.carried(proved, to, b)
}

func (s *Stages) proved() []Link {
	if s.proof == nil {
		links, _ := s.vocabulary.prove(s.Document(order.Original), s.Document(order.Templated), s.record.Template)
		s.proof = &links
	}
	return *s.proof
}

// carried takes what the template proves of its output on to a later stage: a field there is what it is in the
// output, if it means the same. What changed after the template is not explained by it.
func (s *Stages) carried(proved []Link, to order.Stage, b *Document) []Link {
	output := s.Document(order.Templated)
	g := s.vocabulary.newGuesser(output, b, nil)
	links := make([]Link, len(b.Fields))
	for i := range b.Fields {
		step, pair := g.guess(i, false)
		links[i] = Link{To: i, Origin: Unknown}
		if pair < 0 {
			continue
		}
		first := proved[pair]
		links[i].From, links[i].Lookup, links[i].Line, links[i].Expression, links[i].ByTemplate = first.From, first.Lookup, first.Line, first.Expression, true
		links[i].Missed = first.Missed
		if links[i].Origin = onward(first.Origin, step.Origin); step.Origin != Copied && step.Origin != Reformatted {
			links[i] = Link{To: i, Origin: Unknown, From: first.From}
		}
	}
	return links
}

// onward is the origin of what was made and then carried on.
func onward(first, step Origin) Origin {
	if first == Copied && step == Reformatted {
		return Reformatted
	}
	return first
}

// Against holds a stage of another record against a stage of this one. Where the values of this one come from is told
// by its own template.
func (s *Stages) Against(other *Stages, theirs, ours order.Stage) *Comparison {
	a, b := other.Document(theirs), s.Document(ours)
	if a == nil || b == nil {
		return nil
	}
	c := s.vocabulary.Compare(a, b)
	known := s.known(order.Original, ours, b)
	for k := range c.Rows {
		r := &c.Rows[k]
		r.Link.From, r.Link.Candidates, r.Link.Origin = nil, nil, Unknown // nothing comes from another record
		if r.To >= 0 && known != nil {
			l := known[r.To]
			l.From, l.Candidates = nil, nil
			r.Link = l
		}
	}
	return c
}
