package compare_test

import (
	"slices"
	"testing"

	"ordertrail/backend/compare"
	"ordertrail/backend/order"
)

const proofs = 1000

func TestLinksOfKnownMappings(t *testing.T) {
	v := vocabulary(t)
	for _, mode := range []struct {
		name   string
		source bool
	}{{"with the template", true}, {"without it", false}} {
		t.Run(mode.name, func(t *testing.T) {
			unique, right, found, all := 0, 0, 0, 0
			for n := range proofs {
				g := generate(n)
				if !mode.source {
					g.stages.Template.Source = nil
				}
				c := v.Of(&g.stages).Compare(order.Original, order.Templated)
				links := linksByPath(c)
				if len(links) != len(c.To.Fields) || len(g.routes) == 0 {
					t.Fatalf("order %d: %d links for %d fields", n, len(links), len(c.To.Fields))
				}
				for _, r := range g.routes {
					l, ok := links[r.target]
					if !ok {
						t.Fatalf("order %d: no field %s in %v", n, r.target, links)
					}
					if r.source != "" {
						all++
					}
					if len(l.from) != 1 {
						continue
					}
					unique++
					if l.from[0] == r.source && (l.origin == r.origin || !mode.source) {
						right++
						found++
					} else if n < 200 {
						t.Logf("order %d (%s): %s from %v %s, want %s %s", n, g.plant.name, r.target, l.from, l.origin, r.source, r.origin)
					}
					if g.twins[r.target] && !mode.source {
						t.Errorf("order %d: %s is linked to %v, and could be another", n, r.target, l.from)
					}
				}
			}
			t.Logf("%d of %d unique links are right; %d of %d known ones found", right, unique, found, all)
			if right*1000 < unique*995 {
				t.Errorf("%d of %d unique links are right", right, unique)
			}
			if mode.source && found < all {
				t.Errorf("the template proves %d of %d links", found, all)
			}
			if found*10 < all*6 {
				t.Errorf("only %d of %d links were found", found, all)
			}
		})
	}
}

type found struct {
	from   []string
	origin string
}

func linksByPath(c *compare.Comparison) map[string]found {
	out := map[string]found{}
	for _, r := range c.Rows {
		if r.To < 0 {
			continue
		}
		f := found{origin: string(r.Link.Origin)}
		for _, i := range r.Link.From {
			f.from = append(f.from, c.From.Fields[i].Path())
		}
		out[c.To.Fields[r.To].Path()] = f
	}
	return out
}

func TestTheFirstDivergenceIsNamed(t *testing.T) {
	v := vocabulary(t)
	named, judged := 0, 0
	for n := range proofs {
		g := generate(n)
		if !g.named && g.plant.stage == order.Templated && g.plant.field != "product" {
			continue // what nobody has a name for can't be known to be taken for something else
		}
		judged++
		courses := slices.DeleteFunc(v.Of(&g.stages).Courses(), func(c compare.Course) bool { return c.Diverges == "" })
		if namesPlant(g, courses) {
			named++
		} else if judged-named < 12 {
			t.Logf("order %d (%s, %s): %+v", n, g.plant.name, kinds[n%len(kinds)], courses)
		}
	}
	t.Logf("%d of %d are named right", named, judged)
	if named*100 < judged*99 {
		t.Errorf("%d of %d are named right", named, judged)
	}
}

// namesPlant says that the planted field diverges where it was planted, and that nothing diverges anywhere else. Two
// fields share one fate where one is spelled out by the other.
func namesPlant(g generated, courses []compare.Course) bool {
	hit := g.plant.field == ""
	for _, c := range courses {
		if c.Diverges != g.plant.stage {
			return false
		}
		hit = hit || string(c.Field) == g.plant.field
	}
	return hit
}

func TestEquivalentsAreNoDifference(t *testing.T) {
	v := vocabulary(t)
	for n := range proofs {
		g := generate(n)
		if g.plant.field != "" {
			continue
		}
		c := v.Of(&g.stages).Compare(order.Templated, order.Final)
		if c.Changed+c.Added+c.Dropped > 0 || c.Same != len(c.To.Fields) {
			t.Errorf("order %d: %d changed, %d added, %d dropped", n, c.Changed, c.Added, c.Dropped)
		}
	}
}
