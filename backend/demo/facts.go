package demo

import (
	"fmt"
	"strconv"
	"strings"
)

// facts are what one order is about, before anybody writes it down.
type facts struct {
	customer                   *customer
	ref, mode                  string // mode is "" or draft
	given, family, company     string
	street, town, zip, country string
	state, email, phone        string
	currency                   string
	fast                       bool
	lines                      []line
}

type line struct {
	no      int
	code    string
	product *product
	pieces  int
	price   string
	files   []file
}

type file struct{ side, url string }

// facts draws an order's facts; the plan has decided how many lines it has and what is wrong with it.
func (h *History) facts(p *plan) *facts {
	c := drawing(h.seed, streamFacts, uint64(p.order))
	who, live := p.customer, p.customer.place
	town := pick(&c, live.towns)
	f := &facts{customer: who, ref: p.ref(), given: pick(&c, live.given), family: pick(&c, live.family),
		street: fmt.Sprintf(pick(&c, live.streets), c.between(1, 148)), town: town.name, zip: town.zip,
		country: live.country, currency: live.currency, fast: c.oneIn(7)}
	if live.country == "US" {
		f.state = pick(&c, []string{"NE", "MN", "NY", "NM", "VT"})
	}
	if c.oneIn(3) {
		f.phone = fmt.Sprintf("+%d55501%04d", c.between(30, 49), c.below(10_000))
	}
	if c.oneIn(4) {
		f.company = pick(&c, live.family) + " & " + pick(&c, live.family)
	}
	for i := range int(p.lines) {
		f.lines = append(f.lines, h.line(&c, who, i))
	}
	f.email = address(f.given, f.family, c.below(10_000))
	p.story.spoil(f, h)
	return f
}

func (h *History) line(c *chance, who *customer, i int) line {
	n := who.sells[(c.below(len(who.sells))+i)%len(who.sells)]
	product := &h.products[n]
	l := line{no: i + 1, code: who.codes[n], product: product, pieces: c.between(1, product.most),
		price: strconv.Itoa(product.cents/100) + "." + strconv.Itoa(product.cents%100)}
	art := "https://art." + who.key + ".example/" + strconv.FormatUint(c.pcg.Uint64()>>30, 36)
	if product.sides == 1 {
		l.files = []file{{"default", art + ".pdf"}}
		return l
	}
	l.files = []file{{"front", art + "-front.pdf"}, {"back", art + "-back.pdf"}}
	return l
}

// address makes a mail address of a name, without its accents, and of a number that tells apart who are called the same.
func address(given, family string, number int) string {
	plain := func(r rune) rune {
		if i := strings.IndexRune("åäáàãćçéèêëíïłñńóöôøòśúüùźżß", r); i >= 0 {
			return rune("aaaaacceeeeiilnnooooosuuuzzs"[len([]rune("åäáàãćçéèêëíïłñńóöôøòśúüùźżß"[:i]))])
		}
		if r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}
	return fmt.Sprintf("%s.%s%d@kund.example", strings.Map(plain, strings.ToLower(given)), strings.Map(plain, strings.ToLower(family)), number)
}
