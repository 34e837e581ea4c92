package diagnose

import (
	"cmp"
	"slices"

	"ordertrail/backend/compare"
	"ordertrail/backend/order"
)

// course tells what happened to the order, oldest first. Its sentences hold moments and the product's own words only.
func (m *matter) course() []Happening {
	out := []Happening{}
	for _, r := range m.Requests {
		out = append(out, m.requested(r))
	}
	for _, p := range m.news {
		out = append(out, m.heard(p)...)
	}
	slices.SortStableFunc(out, func(a, b Happening) int { return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.On.ID, b.On.ID)) })
	return out
}

func (m *matter) requested(r *order.Request) Happening {
	with := Params{"At": Moment(r.ReceivedAt), "Outcome": Term("outcome." + string(r.Outcome(m.Now)))}
	id := "course.other"
	switch r.Type {
	case order.Submit:
		id = "course.submit"
	case order.Cancel:
		id = "course.cancel"
	}
	return Happening{At: r.ReceivedAt, Says: Sentence{id, with}, On: at(r, "")}
}

// heard tells of news that say something about the order's way.
func (m *matter) heard(p *order.Postback) []Happening {
	state := ""
	switch n := rank(p); {
	case n > 0:
		state = "milestone." + milestones[n]
	case p.Kind() == order.KindError:
		state = "state." + p.Reports()
	default:
		return nil
	}
	id := "course.news"
	if p.Direction == order.FromPrinter {
		id = "course.printer"
	} else if !arrived(p) {
		id = "course.news_failed"
	}
	return []Happening{{At: p.OccurredAt, Says: Sentence{id, Params{"At": Moment(p.OccurredAt), "State": Term(state)}}, On: on(p)}}
}

// private are the values of the order that a customer's text must not hold: names, addresses, ways to reach people.
func (m *matter) private() []string {
	var out []string
	for _, r := range m.Requests {
		for _, body := range []*order.Message{r.Stages.Original, r.Stages.Final} {
			if body == nil || body.Body == nil {
				continue
			}
			for _, f := range m.Vocabulary.Read(body.ContentType, body.Body).Fields {
				if personal(&f) && !slices.Contains(out, f.Value) {
					out = append(out, f.Value)
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	return out
}

// personal leaves out what is too short to tell anybody.
func personal(f *compare.Field) bool { return f.Concept.Personal() && len([]rune(f.Value)) > 2 }
