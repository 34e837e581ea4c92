package compare_test

import (
	"encoding/json"
	"fmt"
	"strings"

	"ordertrail/backend/order"
)

// seenBy gives how a template sees a field, and how the viewer shows it: of the order, or of a line (from 0).
func (g *generator) seenBy(key string, at int) (expr, path string) {
	name := g.names[key]
	switch {
	case g.kind == "json" && at < 0:
		return "o." + name, "o." + name
	case g.kind == "json":
		return "l." + name, fmt.Sprintf("o.rows[%d].%s", at, name)
	case g.kind == "xml" && at < 0:
		return "o." + name, "/o/" + name
	case g.kind == "xml":
		return g.inElement(key, at)
	case g.kind == "csv" && at < 0:
		return "rows[0]." + name, "[0]." + name
	case g.kind == "csv":
		return "l." + name, fmt.Sprintf("[%d].%s", at, name)
	}
	return name, name
}

func (g *generator) inElement(key string, at int) (expr, path string) {
	element := "/o/rows"
	if len(g.lines) > 1 {
		element = fmt.Sprintf("/o/rows[%d]", at+1)
	}
	if key == "no" {
		return "l['@" + g.names[key] + "']", element + "/@" + g.names[key]
	}
	return "l." + g.names[key], element + "/" + g.names[key]
}

// finish writes template, output, final request and the truth.
func (g *generator) finish(out *generated) {
	contentType, body := g.original()
	out.stages.Original = &order.Message{ContentType: contentType, Body: []byte(body)}
	var template, output strings.Builder
	write := func(fixed string) { template.WriteString(fixed); output.WriteString(fixed) }
	put := func(r route) {
		template.WriteString(r.expr)
		output.WriteString(r.output)
		out.routes = append(out.routes, r)
	}
	if g.kind == "form" {
		g.toXML(write, put)
	} else {
		g.toJSON(&template, &output, put)
	}
	source, rendered := template.String(), output.String()
	format := map[bool]string{true: "xml", false: "json"}[g.kind == "form"]
	out.stages.Template = &order.Template{Source: &source, Rendered: &rendered, Format: format, Lookups: g.lookups()}
	out.stages.Final = &order.Message{ContentType: "application/" + format, Body: []byte(g.handOver(rendered))}
	for _, r := range out.routes {
		if strings.HasSuffix(r.target, "memo") {
			out.twins[r.target] = true
		}
	}
}

// head is a field about the order.
func (g *generator) head(target, key, filter string, does func(string) string) route {
	if key == "city" && g.plant.name == "the template takes the wrong field for the city" {
		key = "last"
	}
	expr, path := g.seenBy(key, -1)
	r := route{target: target, source: path, origin: "copied", expr: "{{ " + expr + filter + " }}", output: g.text[key]}
	if does != nil {
		r.output = does(g.text[key])
	}
	if r.output != g.text[key] {
		r.origin = "reformatted"
	}
	return r
}

func (g *generator) cell(target, key string, at int) route {
	was := key
	if g.plant.name == "the template swaps front and back" && (key == "front" || key == "back") {
		key = map[string]string{"front": "back", "back": "front"}[key]
	}
	expr, path := g.seenBy(key, at)
	r := route{target: target, source: path, origin: "copied", expr: "{{ " + expr + " }}", output: g.lines[at].value(key)}
	switch {
	case was == "pieces" && g.plant.name == "the template fixes the quantity":
		return route{target: target, origin: "constant", expr: "1", output: "1"}
	case was == "sku":
		r.origin, r.output = "looked_up", g.lines[at].uid
		r.expr = "{{ lookups({'product_code': " + expr + "}, strict=False, default='') }}"
	}
	return r
}

func (g *generator) sending() route {
	expr, path := g.seenBy("speed", -1)
	return route{"shipmentMethodUid", path, "looked_up", "{{ lookups({'ship': " + expr + "}, strict=False, default='normal') }}", g.method()}
}

func (g *generator) method() string {
	return map[string]string{"EXPRESS_X": "express", "STANDARD_X": "normal"}[g.text["speed"]]
}

func (g *generator) lookups() []order.Lookup {
	method := g.method()
	out := []order.Lookup{{Field: "ship", Key: g.text["speed"], Hit: true, Value: &method}}
	for i := range g.lines {
		out = append(out, order.Lookup{Field: "product_code", Key: g.lines[i].sku, Hit: true, Value: &g.lines[i].uid})
	}
	return out
}

func (g *generator) heads(prefix, address string, encoded string, encode func(string) string) []route {
	plain := func(target, key string) route { return g.head(target, key, encoded, encode) }
	zip := g.head(address+"postCode", "zip", " | replace(' ', '')", func(s string) string { return strings.ReplaceAll(s, " ", "") })
	land := g.head(address+"country", "country", " | upper", strings.ToUpper)
	sending := g.sending()
	sending.target = prefix + sending.target
	return []route{plain(prefix+"orderReferenceId", "ref"), plain(address+"firstName", "first"), plain(address+"lastName", "last"), plain(address+"addressLine1", "street"),
		plain(address+"city", "city"), zip, land, plain(address+"email", "email"), plain(prefix+"memo", "memo"), sending}
}

func (g *generator) toJSON(template, output *strings.Builder, put func(route)) {
	both := func(s string) { template.WriteString(s); output.WriteString(s) }
	both("{")
	for i, r := range g.heads("", "shippingAddress.", " | tojson", nil) {
		name := strings.TrimPrefix(r.target, "shippingAddress.")
		if r.target = name; i > 0 {
			both(", ")
		}
		both(`"` + name + `": `)
		quoted, _ := json.Marshal(r.output)
		r.output = string(quoted)
		if !strings.Contains(r.expr, "tojson") {
			r.expr = `"` + r.expr + `"`
		}
		put(r)
	}
	loop := map[string]string{"json": "o.rows", "xml": "o.rows", "csv": "rows"}[g.kind]
	both(`, "items": [`)
	template.WriteString("{% for l in " + loop + " %}")
	for i := range g.lines {
		once := &strings.Builder{}
		if i > 0 {
			output.WriteString(", ")
		}
		g.item(once, output, i, put, template)
		if i == 0 {
			template.WriteString(once.String() + "{% if not loop.last %}, {% endif %}")
		}
	}
	template.WriteString("{% endfor %}")
	both("]}")
}

// item writes one item to the output, and to the template once.
func (g *generator) item(template, output *strings.Builder, i int, put func(route), whole *strings.Builder) {
	at := fmt.Sprintf("items[%d].", i)
	kept := whole.String()
	both := func(s string) { template.WriteString(s); output.WriteString(s) }
	for n, r := range []route{g.cell(at+"itemReferenceId", "no", i), g.cell(at+"productUid", "sku", i), g.cell(at+"quantity", "pieces", i),
		g.cell(at+"files[0].url", "front", i), g.cell(at+"files[1].url", "back", i)} {
		before := []string{`{"itemReferenceId": "`, `", "productUid": "`, `", "quantity": `, `, "files": [{"type": "front", "url": "`, `"}, {"type": "back", "url": "`}[n]
		both(before)
		template.WriteString(r.expr)
		put(r)
	}
	both(`"}]}`)
	whole.Reset()
	whole.WriteString(kept)
}

func (g *generator) toXML(write func(string), put func(route)) {
	write("<?xml version=\"1.0\"?><order>")
	element := func(r route) {
		name := r.target[strings.LastIndex(r.target, "/")+1:]
		r.output = escape(r.output)
		write("<" + name + ">")
		put(r)
		write("</" + name + ">")
	}
	for _, r := range g.heads("/order/", "/order/", " | e", nil) {
		element(r)
	}
	write("<item>")
	for target, key := range map[string]string{"itemReferenceId": "no", "productUid": "sku", "quantity": "pieces", "frontFile": "front", "backFile": "back"} {
		element(g.cell("/order/item/"+target, key, 0))
	}
	write("</item></order>")
}

// handOver is the final request: the output laid out anew, with the change that was planted there.
func (g *generator) handOver(output string) string {
	l := g.lines[0]
	replace := func(old, by string) { output = strings.Replace(output, old, by, 1) }
	switch g.plant.name {
	case "the hand-over changes the quantity":
		if g.kind == "form" {
			replace(fmt.Sprintf("<quantity>%d<", l.pieces), fmt.Sprintf("<quantity>%d<", l.pieces+1))
		}
		replace(fmt.Sprintf(`"quantity": %d`, l.pieces), fmt.Sprintf(`"quantity": %d`, l.pieces+1))
	case "the hand-over changes the city":
		replace(g.text["city"], "Elsewhere")
	case "the hand-over changes the way of sending":
		replace(g.method(), map[string]string{"express": "normal", "normal": "express"}[g.method()])
	case "the hand-over changes a file":
		replace(l.front, "https://a.example/other.pdf")
	case "the hand-over changes the product":
		replace(l.uid, strings.Replace(l.uid, "170-gsm-coated-silk", "250-gsm-uncoated", 1))
	case "the hand-over changes the colours":
		replace(l.uid, strings.Replace(l.uid, "cl_4-0", "cl_4-4", 1))
	case "equivalents only":
		replace(`"quantity": `+fmt.Sprint(l.pieces), fmt.Sprintf(`"quantity": "%d.0"`, l.pieces))
		replace(">"+fmt.Sprint(l.pieces)+"<", fmt.Sprintf("> %d.00 <", l.pieces))
		replace("170-gsm-coated-silk_cl_4-0", "170-gsm-coated-silk_cl_4-0")
		replace(strings.ToUpper(g.text["country"])+`"`, map[string]string{"se": "Sverige", "no": "Norway", "gb": "GBR"}[g.text["country"]]+`"`)
	}
	return output
}
