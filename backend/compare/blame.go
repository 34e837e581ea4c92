package compare

import (
	"regexp"
	"strconv"
	"strings"

	"ordertrail/backend/order"
)

// Blamed is a field that an answer complains of, where it was sent, and where its value came from.
type Blamed struct {
	Stage order.Stage
	Field *Field
	Says  string // what the answer says of it; "" when it only names it
	From  *Field // of the original; nil when nothing is known to have become it
}

// mostBlamed is how many fields are told of one answer.
const mostBlamed = 20

var (
	naming = map[string]bool{"field": true, "fieldname": true, "path": true, "pointer": true, "property": true, "propertypath": true, "datapath": true,
		"instancepath": true, "parameter": true, "param": true, "attribute": true, "location": true, "source": true, "element": true}
	saying      = map[string]bool{"message": true, "msg": true, "detail": true, "description": true, "error": true, "reason": true, "title": true, "text": true}
	placeInText = regexp.MustCompile(`[A-Za-z_][\w-]*(?:\[\d+\]|[./][\w-]+)+`)
	placeNumber = regexp.MustCompile(`[./](\d+)(?:[./]|$)`)
)

// Blamed lists the fields that the answer complains of, as far as what was sent has them: of the final request, or of
// the original where none was built. Fields are known by their place, or by what they are about.
func (s *Stages) Blamed() []Blamed {
	stage := order.Final
	if s.Document(stage) == nil {
		stage = order.Original
	}
	answer, sent := s.Document(order.Responded), s.Document(stage)
	if answer == nil || sent == nil {
		return nil
	}
	b := blamer{Stages: s, stage: stage, sent: sent, told: map[int]bool{}}
	for i := range answer.Fields {
		f := &answer.Fields[i]
		if naming[folded(f.name)] {
			b.blame(f.Value, func() string { return answer.saidBeside(f) })
			continue
		}
		for _, place := range placeInText.FindAllString(f.Value, mostBlamed) {
			b.blame(place, func() string { return f.Value })
		}
	}
	return b.found
}

type blamer struct {
	*Stages
	stage order.Stage
	sent  *Document
	told  map[int]bool
	found []Blamed
}

// blame takes a field that is named as people do: items[0].productUid, /items/0/productUid, $.items[0].productUid. What is
// said of it is looked for only where there is such a field: a long answer may name many that are not.
func (b *blamer) blame(named string, says func() string) {
	if len(b.found) == mostBlamed {
		return
	}
	place := strings.Trim(strings.TrimLeft(strings.TrimSpace(named), "$#"), "./")
	for m := placeNumber.FindStringSubmatchIndex(place); m != nil; m = placeNumber.FindStringSubmatchIndex(place) {
		place = place[:m[2]-1] + "[" + place[m[2]:m[3]] + "]" + place[m[3]:]
	}
	place = strings.ReplaceAll(place, "/", ".")
	i, ok := b.sent.find(place)
	if !ok {
		i, ok = b.about(place)
	}
	if !ok || b.told[i] {
		return
	}
	b.told[i] = true
	b.found = append(b.found, Blamed{Stage: b.stage, Field: &b.sent.Fields[i], Says: strings.TrimSpace(says()), From: b.source(i)})
}

// about finds the only field about what a name means, in the item that its place names.
func (b *blamer) about(place string) (field int, ok bool) {
	parent, name, item := steps(place)
	concept := b.vocabulary.concept(parent, name, item >= 0)
	if concept == Unnamed {
		return 0, false
	}
	for i := range b.sent.Fields {
		f := &b.sent.Fields[i]
		if f.Concept != concept || item >= 0 && f.Item != item || f.way.shape.other || f.way.holder().other {
			continue
		}
		if ok {
			return 0, false // several could be meant
		}
		field, ok = i, true
	}
	return field, ok
}

// steps are the last names of a place, and the first number in it: -1 when it has none.
func steps(place string) (parent, name string, item int) {
	item = -1
	names := strings.FieldsFunc(place, func(r rune) bool { return r == '.' || r == '[' || r == ']' })
	for _, one := range names {
		if n, err := strconv.ParseUint(one, 10, 31); err == nil {
			if item < 0 {
				item = int(n)
			}
			continue
		}
		parent, name = name, one
	}
	return parent, name, item
}

// source is the field of the original that a field was made of.
func (b *blamer) source(field int) *Field {
	if b.stage == order.Original {
		return nil
	}
	c := b.Compare(order.Original, b.stage)
	if c == nil {
		return nil
	}
	for _, r := range c.Rows {
		if r.To != field {
			continue
		}
		if len(r.Link.From) > 0 {
			return &c.From.Fields[r.Link.From[0]]
		}
		if r.From >= 0 {
			return &c.From.Fields[r.From]
		}
	}
	return nil
}

// saidBeside is what stands beside a field in words.
func (d *Document) saidBeside(f *Field) string {
	for i := range d.Fields {
		if o := &d.Fields[i]; o.way.up == f.way.up && saying[folded(o.name)] {
			return o.Value
		}
	}
	return ""
}
