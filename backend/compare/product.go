package compare

import (
	"strings"
)

// Attribute is one property that a product's UID or code spells out.
type Attribute struct {
	Concept Concept `json:"concept"`
	Token   string  `json:"token"` // as it stands in the UID
	Words   string  `json:"words"` // as people say it
}

// Decoded is a product UID read into its parts.
type Decoded struct {
	Kind       string      `json:"kind"` // what is printed on: poster, cards, mug product
	Attributes []Attribute `json:"attributes"`
}

// The concepts that only a UID spells out.
const (
	Coating    Concept = "coating"
	Protection Concept = "protection"
	Finishing  Concept = "finishing"
	Binding    Concept = "binding"
	Material   Concept = "material"
	Garment    Concept = "garment"
	Depth      Concept = "depth"
)

// tokens are the marks by which a UID announces what follows (domain.md 2.2).
var tokens = map[string]Concept{
	"pf": Size, "pt": Paper, "cl": Colours, "ct": Coating, "prt": Protection, "sft": Finishing, "set": Finishing, "pc": Pages, "bt": Binding,
	"msz": Size, "mmat": Material, "wd": Depth, "gca": Garment, "gsc": Garment, "gcu": Garment, "gqa": Garment, "gsi": Size, "gco": Material, "gpr": Colours,
}

// Decode reads a product UID such as flat_product_pf_a3_pt_170-gsm-coated-silk_cl_4-0_ver. A text that spells
// nothing out decodes to no attributes.
func Decode(uid string) Decoded {
	parts := strings.Split(strings.ToLower(strings.TrimSpace(uid)), "_")
	if len(parts) < 3 {
		return Decoded{Kind: uid, Attributes: []Attribute{}}
	}
	d := Decoded{Attributes: []Attribute{}}
	var kind []string
	for i := 0; i < len(parts); i++ {
		concept, announced := tokens[parts[i]]
		switch {
		case announced && i+1 < len(parts):
			d.add(concept, parts[i+1])
			i++
		case parts[i] == "hor" || parts[i] == "ver":
			d.add(Orientation, parts[i])
		case byLooks(parts[i]) != "":
			d.add(byLooks(parts[i]), parts[i])
		case len(d.Attributes) == 0:
			kind = append(kind, parts[i])
		}
	}
	d.Kind = strings.Join(kind, " ")
	return d
}

// byLooks tells what a part that nothing announces is, as in flat_500x700-mm_200-gsm-uncoated_4-0_ver.
func byLooks(part string) Concept {
	switch s, ok := sheetOf(part); {
	case ok && s.unit != "" && !strings.Contains(part, "gsm"):
		return Size
	case strings.Contains(part, "gsm"):
		return Paper
	case len(part) == 3 && part[1] == '-' && digits(part[:1]+part[2:]):
		return Colours
	}
	return Unnamed
}

func (d *Decoded) add(c Concept, token string) {
	d.Attributes = append(d.Attributes, Attribute{c, token, attributeWords(c, token)})
}

func attributeWords(c Concept, token string) string {
	said := strings.ReplaceAll(token, "-", " ")
	switch c {
	case Size:
		if series.MatchString(token) || len(token) <= 3 && !strings.ContainsAny(token, "0123456789") {
			return strings.ToUpper(token)
		}
		return strings.ReplaceAll(said, "x", " × ")
	case Paper:
		return strings.Replace(said, " gsm", " g", 1)
	case Colours:
		return token
	case Orientation:
		return orientation(token)
	case Pages:
		return token + " p."
	}
	return said
}

// Words says a product as people do: "A3 · 170 g coated silk · 4-0 · portrait". A text that is no UID stays as it is.
func (d Decoded) Words() string {
	if len(d.Attributes) == 0 {
		return d.Kind
	}
	said := make([]string, len(d.Attributes))
	for i, a := range d.Attributes {
		said[i] = a.Words
	}
	return strings.Join(said, " · ")
}

// of gives the token of the first attribute about a concept.
func (d Decoded) of(c Concept) (string, bool) {
	for _, a := range d.Attributes {
		if a.Concept == c {
			return a.Token, true
		}
	}
	return "", false
}

// sameProduct says that two UIDs spell out the same product, in whatever order.
func sameProduct(a, b string) bool {
	if strings.Count(a, "_") < 2 || strings.Count(b, "_") < 2 { // as in Decode
		return false
	}
	one, other := Decode(a), Decode(b)
	if len(one.Attributes) < 2 || len(one.Attributes) != len(other.Attributes) || one.Kind != other.Kind {
		return false
	}
	for _, x := range one.Attributes {
		if !other.has(x) {
			return false
		}
	}
	return true
}

func (d Decoded) has(x Attribute) bool {
	for _, y := range d.Attributes {
		if x.Concept == y.Concept && (x.Token == y.Token || x.Concept == Size && sameSize(x.Token, y.Token)) {
			return true
		}
	}
	return false
}
