package order_test

import (
	"testing"

	"ordertrail/backend/order"
)

func failedTemplate(class, message string) *order.Request {
	return &order.Request{Stages: order.Stages{Template: &order.Template{ID: "t1", Error: &order.StageError{Class: class, Message: message}}}}
}

func answered(status int, body string) *order.Request {
	return &order.Request{Type: order.Submit, Stages: order.Stages{
		Final:    &order.Message{Body: []byte("{}")},
		Response: &order.Response{Status: &status, Message: order.Message{Body: []byte(body)}},
	}}
}

func TestRequestsThatFailedAlikeHaveOneCause(t *testing.T) {
	for _, c := range []struct {
		name string
		a, b *order.Request
		same bool
	}{
		{"another product code in the same lookup", failedTemplate("LookupError", "no row where product_code is 'NYHET-2'"),
			failedTemplate("LookupError", "no row where product_code is 'FP-OAK-50x70'"), true},
		{"another lookup", failedTemplate("LookupError", "no row where product_code is 'A-1'"),
			failedTemplate("LookupError", "no row where shipping is 'A-1'"), false},
		{"another missing field", failedTemplate("UndefinedError", "'dict object' has no attribute 'adress'"),
			failedTemplate("UndefinedError", "'dict object' has no attribute 'phone'"), false},
		{"the same field of another item", answered(422, `{"message":"items[0].productUid is required"}`),
			answered(422, `{"message":"items[11].productUid is required"}`), true},
		{"another field", answered(422, `{"message":"items[0].productUid is required"}`), answered(422, `{"message":"items[0].quantity is required"}`), false},
		{"another status", answered(422, `{"message":"no"}`), answered(400, `{"message":"no"}`), false},
		{"fields in another order, with ids and times", answered(400, `{"id":"7f1c","time":"2026-11-01","errors":[{"message":"bad zip 123 45"},{"message":"bad country"}]}`),
			answered(400, `{"errors":[{"message":"bad country"},{"message":"bad zip 999 99"}],"id":"8888"}`), true},
		{"an answer in XML", answered(400, `<e><message>unknown sku A1</message></e>`), answered(400, `<e><message>unknown sku B2</message></e>`), true},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, b := c.a.Cause(0), c.b.Cause(0)
			if a == "" || b == "" || (a == b) != c.same {
				t.Errorf("%q and %q", a, b)
			}
		})
	}
}

func TestOneTemplatesFailureIsNotAnothers(t *testing.T) {
	a, b := failedTemplate("UndefinedError", "x"), failedTemplate("UndefinedError", "x")
	b.Stages.Template.ID = "t2"
	if a.Cause(0) == b.Cause(0) {
		t.Error("two templates share a cause")
	}
}

func TestWhatDidNotFailHasNoCause(t *testing.T) {
	for _, r := range []*order.Request{answered(201, `{"message":"created"}`), {}} {
		if got := r.Cause(0); got != "" {
			t.Errorf("%q", got)
		}
	}
}
