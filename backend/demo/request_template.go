package demo

import (
	"errors"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"

	"ordertrail/backend/order"
)

// translate makes the template stage and the final request.
func (w *writing) translate(stages *order.Stages) {
	t, name, kind := w.edition()
	context := w.encoding().context(w.tree)
	rendered, lookups, err := t.render(context, w.find)
	stage := w.template(w.slot.read, w.customer, name, t, context)
	stage.Type, stage.Lookups, stage.Rendered, stage.Error = kind, lookups, &rendered, stageError(err)
	stages.Template, stages.FinalIs = stage, order.NotReached
	if stage.Error == nil && !jsontext.Value(rendered).IsValid() {
		stage.Error = &order.StageError{Code: "template_output_invalid", Class: "JSONDecodeError", Message: "the output is not valid JSON"}
	}
	if stage.Error == nil {
		stages.Final, stages.FinalIs = w.final(rendered), order.Captured
	}
	if w.story.unkept {
		stages.Template, stages.TemplateIs = nil, order.NotCaptured
	}
}

// edition gives the template that was in use, its name and its kind.
func (w *writing) edition() (t *jinja, name, kind string) {
	switch w.slot.step {
	case cancel:
		return w.customer.cancel, "cancel", "cancel_request"
	case reroute:
		return w.reroute, "shipment", "" // the contract has no word for its kind
	}
	return w.customer.submit[w.story.draft], "submit", "order_submit_request"
}

// template describes a template; every two months it got a new version, and a spoiled one is a version of its own.
func (h *History) template(at order.Millis, who *customer, name string, t *jinja, context value) *order.Template {
	version := 3 + int((at-h.start)/(61*day))
	return &order.Template{At: at, ID: h.names.uuid(nameThing, t.number, 2), Name: who.key + "-" + name, Version: "v" + strconv.Itoa(version) + t.edition,
		Engine: "jinja2", Format: "json", Source: &t.source, InputContext: context.json(make([]byte, 0, 1024), compact)}
}

func stageError(err error) *order.StageError {
	var e *renderError
	if !errors.As(err, &e) {
		return nil
	}
	return &order.StageError{Code: e.code, Class: e.class, Message: e.message, Line: &e.line}
}

// find answers a template's question to the lookup tables.
func (w *writing) find(table, key string) (string, bool) {
	if table != "product_code" {
		value, ok := w.tables[key]
		return value, ok
	}
	for i, code := range w.customer.codes {
		if code != key {
			continue
		}
		if w.story.row == wrongRow && key == w.facts.lines[0].code {
			i = w.products[i].mistaken
		}
		return w.products[i].uid, true
	}
	return "", false
}

// tables are the small lookup tables of all customers: how they name the way of sending, and the sides of a sheet.
func tables() map[string]string {
	out := map[string]string{"vorne": "front", "hinten": "back", "eins": "default"}
	for _, normal := range []string{"STD", "pakkeshop", "STANDARD", "DHL", "Standard", "COLISSIMO", "POSTNL", "GROUND", "SERVICEPAKKE", "BRT"} {
		out[normal] = "normal"
	}
	for _, fast := range []string{"EXP", "erhverv", "EXPRESS", "2-Day", "CHRONO", "2DAY", "EKSPRESS", "ESPRESSO"} {
		out[fast] = "express"
	}
	return out
}

// final makes the request to the printer from what the template gave.
func (w *writing) final(rendered string) *order.Message {
	url, body := w.house.url, jsontext.Value(rendered)
	switch {
	case w.slot.step == cancel:
		url += "/cancel"
	case w.slot.step == reroute:
		url += "/shipment"
	case w.customer.toPrinter:
		body = w.forPrinter(rendered)
	}
	if err := body.Indent(jsontext.WithIndent("  ")); err != nil {
		body = jsontext.Value(rendered) // not reached: it was valid
	}
	m := &order.Message{At: w.slot.sent(), Transport: "http", Method: "POST", URL: url, ContentType: "application/json", Charset: "utf-8",
		Headers: []order.Header{{Name: "Content-Type", Value: "application/json"}, {Name: "X-Request-Id", Value: w.thing(3)}, {Name: "Authorization", Value: "Bearer demo-" + w.house.party.ReferenceID + "-0b51"}}}
	return sealed(m, body)
}

// thing gives an id of something about this order and this record.
func (w *writing) thing(n uint8) string {
	return w.names.uuid(nameThing, w.order, n<<4|uint8(w.slot.step))
}
