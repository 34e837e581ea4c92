package compare

import (
	"ordertrail/backend/order"
)

// Courses follows the watched fields of a request through its stages: those that the last stage says, and those that
// the original says and nothing after it does.
func (s *Stages) Courses() []Course {
	out := []Course{}
	stages := s.telling()
	if len(stages) == 0 {
		return out
	}
	last := stages[len(stages)-1]
	w := watcher{Stages: s, last: s.Document(last)}
	for _, stage := range stages[:len(stages)-1] {
		w.views = append(w.views, s.view(stage, last))
	}
	for _, p := range w.last.watched() {
		out = append(out, w.course(p, last))
	}
	if len(w.views) > 0 {
		out = append(out, w.lost(stages[1])...)
	}
	return out
}

// telling are the stages that tell what was ordered, in order. An answer tells what became of it, not what was asked.
func (s *Stages) telling() []order.Stage {
	var out []order.Stage
	for _, stage := range []order.Stage{order.Original, order.Templated, order.Final} {
		if d := s.Document(stage); d != nil && !d.Empty() {
			out = append(out, stage)
		}
	}
	return out
}

// view is an earlier stage, seen from the last one.
type view struct {
	stage  order.Stage
	doc    *Document
	rows   []Row // by field of the last stage
	items  []int // for each item of the last stage the one that it was
	points []point
	gone   []int // fields that nothing was made of
}

func (s *Stages) view(stage, last order.Stage) *view {
	c := s.Compare(stage, last)
	v := &view{stage: stage, doc: c.From, rows: make([]Row, len(c.To.Fields)), points: c.From.watched(), items: lineUp(c.From, c.To)}
	for _, r := range c.Rows {
		if r.To < 0 {
			v.gone = append(v.gone, r.From)
			continue
		}
		v.rows[r.To] = r
		// What came out of an item is that item, whatever its references say.
		if t := c.To.Fields[r.To]; r.Link.ByTemplate && r.From >= 0 && t.Item >= 0 && c.From.Fields[r.From].Item >= 0 && t.Concept != ItemReference {
			v.items[t.Item] = c.From.Fields[r.From].Item
		}
	}
	return v
}

// find gives the field of an earlier stage that a watched field was.
func (v *view) find(last *Document, p point) (field int, ok bool) {
	row, own := v.rows[p.field], v.point(p)
	if own >= 0 && (row.From < 0 || v.other(row.From, p)) {
		return own, true // what the customer said of it, not what was taken for it
	}
	if row.From < 0 {
		return 0, false
	}
	_, says := spelledOut(v.doc.Fields[row.From].as(last.Fields[p.field].Concept), p.watched)
	return row.From, says || p.watched == WatchProduct
}

// as is a field that no alias knows, taken for what was made of it.
func (f *Field) as(c Concept) *Field {
	if f.Concept != Unnamed {
		return f
	}
	known := *f
	known.Concept = c
	return &known
}

// point gives the field by which an earlier stage says a watched field, or -1.
func (v *view) point(p point) int {
	item := p.item
	if item >= 0 && item < len(v.items) {
		item = v.items[item]
	}
	for _, q := range v.points {
		if q.watched == p.watched && q.part == p.part && q.item == item && q.turn == p.turn {
			return q.field
		}
	}
	return -1
}

// other says that a field is known to be about something else than a watched one.
func (v *view) other(field int, p point) bool {
	c := v.doc.Fields[field].Concept
	if c == Unnamed || c == FullName || c == Product || isFile(c) && !otherSide(c, p.watched.concept()) {
		return false
	}
	return p.watched == WatchAddress && c != p.part || p.watched != WatchAddress && c != p.watched.concept()
}

// watcher follows the fields of the last stage back to where they came from.
type watcher struct {
	*Stages
	last  *Document
	views []*view
}

func (w *watcher) course(p point, last order.Stage) Course {
	c := Course{Field: p.watched, Part: p.part, Item: p.item}
	fields := []*Field{}
	add := func(stage order.Stage, f *Field) {
		c.Seen = append(c.Seen, seen(stage, f, p.watched))
		fields = append(fields, f)
	}
	for _, v := range w.views {
		if field, ok := v.find(w.last, p); ok {
			add(v.stage, v.doc.Fields[field].as(w.last.Fields[p.field].Concept))
		}
	}
	add(last, &w.last.Fields[p.field])
	for i := 1; i < len(fields); i++ {
		cause := w.cause(c.Seen[i-1].Stage, c.Seen[i].Stage, fields[i])
		if w.vocabulary.kept(p.watched, fields[i-1], fields[i], cause) {
			continue
		}
		c.Diverges, c.From, c.To, c.Cause = c.Seen[i].Stage, c.Seen[i-1], c.Seen[i], cause
		break
	}
	return c
}

// cause tells what made a field of a stage out of the stage before.
func (w *watcher) cause(from, to order.Stage, f *Field) Cause {
	cause := Cause{Origin: Unknown}
	if from != order.Original {
		return cause
	}
	d := w.Document(to)
	i, ok := d.exactly(f.place())
	c := w.Compare(from, to)
	if !ok || c == nil {
		return cause
	}
	for _, r := range c.Rows {
		if r.To == i {
			l := r.Link
			return Cause{Origin: l.Origin, Lookup: l.Lookup, Missed: l.Missed, Line: l.Line, Expression: l.Expression, ByTemplate: l.ByTemplate}
		}
	}
	return cause
}

// lost are the watched fields of the first stage that nothing was made of.
func (w *watcher) lost(next order.Stage) []Course {
	first := w.views[0]
	gone := map[int]bool{}
	for _, i := range first.gone {
		gone[i] = true
	}
	var out []Course
	for _, p := range first.points {
		f := &first.doc.Fields[p.field]
		if !gone[p.field] || f.Value == "" || p.watched != WatchAddress && Watched(f.Concept) != p.watched {
			continue
		}
		was := seen(first.stage, f, p.watched)
		out = append(out, Course{Field: p.watched, Part: p.part, Item: p.item, Seen: []Seen{was}, Diverges: next, From: was,
			To: Seen{Stage: next}, Cause: Cause{Origin: Unknown}})
	}
	return out
}

func seen(stage order.Stage, f *Field, w Watched) Seen {
	s := Seen{Stage: stage, Path: f.Path(), Line: f.Line, Value: f.Value, Words: f.Words()}
	if said, ok := spelledOut(f, w); ok && w != WatchProduct {
		s.Value, s.Words = said, attributeWords(w.concept(), said)
	}
	return s
}
