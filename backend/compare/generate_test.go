package compare_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/url"
	"strings"

	"ordertrail/backend/order"
)

// The orders here are made without compare's own code: what each field of the output was made of is known because
// the order, the template and the output are written side by side.

// route is how one field of the output is made: the template's expression, what it was made of, what it puts out.
type route struct {
	target string // path in the output
	source string // path in the original; "" when it is the template's own
	origin string
	expr   string
	output string
}

// plant is one change, and the stage that made it.
type plant struct {
	name  string
	field string // the watched field that it hits; "" for none
	stage order.Stage
}

var plants = []plant{
	{name: "equivalents only"},
	{"the template fixes the quantity", "quantity", order.Templated},
	{"a lookup row names another size", "product", order.Templated},
	{"the template takes the wrong field for the city", "address", order.Templated},
	{"the template swaps front and back", "front_file", order.Templated},
	{"the hand-over changes the quantity", "quantity", order.Final},
	{"the hand-over changes the city", "address", order.Final},
	{"the hand-over changes the way of sending", "shipping_method", order.Final},
	{"the hand-over changes a file", "front_file", order.Final},
	{"the hand-over changes the product", "product", order.Final},
	{"the hand-over changes the colours", "colours", order.Final},
}

// generated is an order with its known truth.
type generated struct {
	stages order.Stages
	routes []route
	plant  plant
	twins  map[string]bool // targets whose value stands at two places of the original
	named  bool            // its fields have names that are known
}

type line struct {
	no, sku, uid, front, back string
	pieces                    int
}

// generator makes one order. kind is the way in and out; names are what the shop calls things.
type generator struct {
	*rand.Rand
	kind  string
	names map[string]string
	plant plant
	lines []line
	text  map[string]string
}

var kinds = []string{"json", "xml", "csv", "form"}

func vocabularies() []map[string]string {
	keys := strings.Fields("ref first last street city zip country email speed memo extra no sku pieces front back")
	known := strings.Fields("orderNo firstName lastName street city zip country email shippingMethod memo extra lineId sku qty frontFile backFile")
	short := strings.Fields("ref fn ln adr ort pnr land epost frakt memo extra rad art antal forside bagside")
	strange := strings.Fields("q1 q2 q3 q4 q5 q6 q7 q8 q9 qa qb qc qd qe qf qg")
	var out []map[string]string
	for _, words := range [][]string{known, short, strange} {
		names := map[string]string{}
		for i, key := range keys {
			names[key] = words[i]
		}
		out = append(out, names)
	}
	return out
}

func generate(n int) generated {
	r := rand.New(rand.NewPCG(uint64(n), 7))
	g := generator{Rand: r, kind: kinds[n%len(kinds)], plant: plants[n/len(kinds)%len(plants)]}
	style := n / (len(kinds) * len(plants)) % 3
	g.names = vocabularies()[style]
	g.write()
	out := generated{plant: g.plant, named: style < 2, twins: map[string]bool{}}
	g.finish(&out)
	return out
}

func (g *generator) write() {
	pick := func(words string) string { all := strings.Split(words, "|"); return all[g.IntN(len(all))] }
	token := func() string { return fmt.Sprintf("%06x", g.IntN(1<<24)) }
	memo := "note " + token()
	g.text = map[string]string{"ref": "R-" + token(), "first": pick("Åsa|Göran|Imogen|Zoë|Łucja") + token()[:2], "last": pick("Berg|Öberg|O'Neil|de la Rue") + token()[:2],
		"street": pick("Storgatan|Harbour & Quay|Rue \"A\"") + " " + token(), "city": pick("Malmö|Whitby|Gdańsk|Lund") + token()[:2], "zip": fmt.Sprintf("%03d %02d", 100+g.IntN(899), g.IntN(99)),
		"country": pick("se|no|gb"), "email": "k" + token() + "@kund.example", "speed": pick("EXPRESS_X|STANDARD_X"), "memo": memo, "extra": memo}
	n := 1 + g.IntN(4)
	if g.kind == "form" {
		n = 1
	}
	for i := range n {
		size := 3 + g.IntN(3)
		uid := fmt.Sprintf("flat_product_pf_a%d_pt_170-gsm-coated-silk_cl_4-0_ver", size)
		sku := fmt.Sprintf("P%s-A%d-SILK", token(), size)
		if i == 0 && g.plant.name == "a lookup row names another size" {
			uid = strings.Replace(uid, fmt.Sprint("pf_a", size), fmt.Sprint("pf_a", size+1), 1)
		}
		g.lines = append(g.lines, line{fmt.Sprint("L", i+1, "-", token()[:3]), sku, uid, "https://a.example/" + token() + ".pdf", "https://a.example/" + token() + ".pdf", 2 + g.IntN(400)})
	}
}

// value is a field of a line by its key.
func (l line) value(key string) string {
	return map[string]string{"no": l.no, "sku": l.sku, "pieces": fmt.Sprint(l.pieces), "front": l.front, "back": l.back}[key]
}

var (
	heads = strings.Fields("ref first last street city zip country email speed memo extra")
	cells = strings.Fields("no sku pieces front back")
)

// original writes what the shop sends, in its format.
func (g *generator) original() (contentType, body string) {
	switch g.kind {
	case "json":
		lines := []map[string]any{}
		for _, l := range g.lines {
			one := map[string]any{}
			for _, key := range cells {
				one[g.names[key]] = l.value(key)
			}
			one[g.names["pieces"]] = l.pieces
			lines = append(lines, one)
		}
		root := map[string]any{"rows": lines}
		for _, key := range heads {
			root[g.names[key]] = g.text[key]
		}
		text, _ := json.MarshalIndent(map[string]any{"o": root}, "", " ")
		return "application/json", string(text)
	case "xml":
		var b strings.Builder
		b.WriteString("<?xml version=\"1.0\"?>\n<o>\n")
		for _, key := range heads {
			fmt.Fprintf(&b, "  <%s>%s</%[1]s>\n", g.names[key], escape(g.text[key]))
		}
		for _, l := range g.lines {
			fmt.Fprintf(&b, "  <rows %s=\"%s\">", g.names["no"], escape(l.no))
			for _, key := range cells[1:] {
				fmt.Fprintf(&b, "<%s>%s</%[1]s>", g.names[key], escape(l.value(key)))
			}
			b.WriteString("</rows>\n")
		}
		return "application/xml", b.String() + "</o>"
	case "csv":
		return "text/csv", g.table()
	}
	form := url.Values{}
	for _, key := range heads {
		form.Set(g.names[key], g.text[key])
	}
	for _, key := range cells {
		form.Set(g.names[key], g.lines[0].value(key))
	}
	return "application/x-www-form-urlencoded", form.Encode()
}

func (g *generator) table() string {
	var rows []string
	row := []string{}
	for _, key := range append(append([]string{}, heads...), cells...) {
		row = append(row, g.names[key])
	}
	rows = append(rows, strings.Join(row, ";"))
	for _, l := range g.lines {
		row = row[:0]
		for _, key := range heads {
			row = append(row, `"`+strings.ReplaceAll(g.text[key], `"`, `""`)+`"`)
		}
		for _, key := range cells {
			row = append(row, l.value(key))
		}
		rows = append(rows, strings.Join(row, ";"))
	}
	return strings.Join(rows, "\r\n") + "\r\n"
}

func escape(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "&quot;").Replace(s)
}
