package demo

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// forPrinter turns an order of the intake format into the printer-facing one (domain.md 2.3).
func (w *writing) forPrinter(rendered string) []byte {
	from := parseJSON(rendered)
	text := func(v value, path ...string) string {
		for _, name := range path {
			v, _ = v.get(name)
		}
		return v.text
	}
	items, _ := from.get("items")
	made := make([]value, len(items.list))
	for i, item := range items.list {
		made[i] = printerItem(item, text)
	}
	address := func(kind, company, first, last, line, city, code, country string) value {
		return dict(as("type", kind), as("companyName", company), as("firstName", first), as("lastName", last), as("addressLine1", line),
			as("city", city), as("postalCode", code), as("countryCode", country))
	}
	to := func(name string) string { return text(from, "shippingAddress", name) }
	out := dict(as("version", "2.0"), as("id", text(from, "orderReferenceId")), as("orderType", text(from, "orderType")), as("orderDate", w.slot.at.String()),
		as("dispatchDate", (w.slot.at+3*day).Time().Format("2006-01-02")), at("brandedPackaging", flag(false)), at("items", listOf(made...)),
		at("shipping", dict(as("shipmentMethodUid", text(from, "shipmentMethodUid")), at("address", listOf(
			address("sender", w.customer.name, "", "", "", "", "", w.customer.place.country),
			address("delivery", to("companyName"), to("firstName"), to("lastName"), to("addressLine1"), to("city"), to("postCode"), to("country")))))))
	return out.json(make([]byte, 0, 2048), compact)
}

func printerItem(item value, text func(value, ...string) string) value {
	uid := text(item, "productUid")
	files, _ := item.get("files")
	assets := make([]value, len(files.list))
	for i, f := range files.list {
		assets[i] = dict(as("type", text(f, "type")), as("format", "pdf"), as("contentType", "application/pdf"), as("url", text(f, "url")))
	}
	quantity, _ := item.get("quantity")
	product := dict(as("modelUid", uid), as("desc", strings.ReplaceAll(uid, "_", " ")), at("attributes", attributes(uid)))
	return dict(as("id", text(item, "itemReferenceId")), at("count", quantity), as("type", "print"), at("product", product), at("assets", listOf(assets...)))
}

// attributes reads the tokens of a product UID.
func attributes(uid string) value {
	out := value{kind: array}
	parts := strings.Split(uid, "_")
	for i := 0; i+1 < len(parts); i++ {
		name, ok := map[string]string{"pf": "PaperFormat", "pt": "PaperType", "cl": "ColorType", "bt": "BindingType", "pc": "PagesCount"}[parts[i]]
		if ok {
			out.list = append(out.list, dict(as("name", name), as("value", parts[i+1]), at("properties", listOf())))
		}
	}
	if last := parts[len(parts)-1]; last == "hor" || last == "ver" {
		out.list = append(out.list, dict(as("name", "Orientation"), as("value", last), at("properties", listOf())))
	}
	return out
}

// parseJSON reads a rendered order, which is valid JSON.
func parseJSON(rendered string) value {
	return readJSON(jsontext.NewDecoder(strings.NewReader(rendered)))
}

func readJSON(d *jsontext.Decoder) value {
	t, err := d.ReadToken()
	if err != nil {
		return value{kind: null}
	}
	switch t.Kind() {
	case '"':
		return str(t.String())
	case '0':
		return literal(t.String())
	case 't', 'f':
		return flag(t.Bool())
	case '[':
		out := value{kind: array}
		for d.PeekKind() > 0 && d.PeekKind() != ']' {
			out.list = append(out.list, readJSON(d))
		}
		_, _ = d.ReadToken() // the bracket that was seen
		return out
	case '{':
		out := value{kind: object}
		for d.PeekKind() > 0 && d.PeekKind() != '}' {
			name := readJSON(d).text
			out.fields = append(out.fields, at(name, readJSON(d)))
		}
		_, _ = d.ReadToken() // the brace that was seen
		return out
	}
	return value{kind: null}
}
