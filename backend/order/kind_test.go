package order_test

import (
	"testing"

	"ordertrail/backend/order"
)

func TestKindAndSeverityOfAPostback(t *testing.T) {
	cases := []struct {
		event, status string
		kind          order.Kind
		severity      order.Severity
	}{
		{"order_received", "received", order.KindReceived, order.SeverityInfo},
		{"Order received", "", order.KindReceived, order.SeverityInfo},
		{"order_status_updated", "created", order.KindReceived, order.SeverityInfo},
		{"order_status_updated", "digitizing", order.KindReceived, order.SeverityInfo},
		{"Produced", "", order.KindProduction, order.SeverityInfo},
		{"order_item_status_updated", "in_production", order.KindProduction, order.SeverityInfo},
		{"order_delivery_estimate_updated", "", order.KindProduction, order.SeverityInfo},
		{"In transit", "", order.KindShipping, order.SeverityInfo},
		{"package_status_updated", "shipped", order.KindShipping, order.SeverityInfo},
		{"Package status updated", "in_transit", order.KindShipping, order.SeverityInfo},
		{"order_item_tracking_code_updated", "", order.KindShipping, order.SeverityInfo},
		{"Tracking status update", "", order.KindShipping, order.SeverityInfo},
		{"Shipping order created", "", order.KindShipping, order.SeverityInfo},
		{"package_status_updated", "delivered", order.KindDelivery, order.SeverityInfo},
		{"orderDelivered", "", order.KindDelivery, order.SeverityInfo},
		{"Delayed order", "", order.KindError, order.SeverityWarning},
		{"order_delayed", "delayed", order.KindError, order.SeverityWarning},
		{"order_status_updated", "on_hold", order.KindError, order.SeverityWarning},
		{"order_status_updated", "pending_approval", order.KindError, order.SeverityInfo},
		{"order_failed", "failed", order.KindError, order.SeverityError},
		{"Shipping order failed", "failed", order.KindError, order.SeverityError},
		{"order.returned", "", order.KindError, order.SeverityError},
		{"status", "error", order.KindError, order.SeverityError},
		{"status", "cancelled", order.KindError, order.SeverityWarning},
		{"order_canceled", "canceled", order.KindError, order.SeverityWarning},
		{"Order cancelled", "", order.KindError, order.SeverityWarning},
		{"status", "printed", order.KindProduction, order.SeverityInfo},
		{"catalog_product_stock_availability_updated", "", order.KindOther, order.SeverityInfo},
		{"order_reviewed", "draft", order.KindOther, order.SeverityInfo},
	}
	for _, c := range cases {
		p := &order.Postback{Event: c.event, Status: c.status}
		if got := p.Kind(); got != c.kind {
			t.Errorf("%s %s: kind %s, want %s", c.event, c.status, got, c.kind)
		}
		if got := p.Severity(false); got != c.severity {
			t.Errorf("%s %s: severity %s, want %s", c.event, c.status, got, c.severity)
		}
	}
}

func TestACancelledOrderThatWasAskedForIsNoWarning(t *testing.T) {
	for _, p := range []*order.Postback{{Event: "order_canceled", Status: "canceled"}, {Event: "status", Status: "cancelled"}} {
		if got := p.Severity(true); got != order.SeverityInfo {
			t.Errorf("%s: %s", p.Event, got)
		}
	}
}

func TestResultOfADelivery(t *testing.T) {
	try := func(status int) order.Attempt { return order.Attempt{Status: &status} }
	later := order.Attempt{Status: new(503), RetryAfterS: new(60)}
	cases := map[string]struct {
		p    order.Postback
		want order.Result
	}{
		"the source says so":                {order.Postback{Delivery: &order.Delivery{Result: order.ResultMail, Attempts: []order.Attempt{try(500)}}}, order.ResultMail},
		"2xx":                               {order.Postback{Delivery: &order.Delivery{Attempts: []order.Attempt{try(500), try(204)}}}, order.ResultDelivered},
		"2xx of a mail server":              {order.Postback{Trigger: &order.Trigger{Delivery: "email"}, Delivery: &order.Delivery{Attempts: []order.Attempt{try(250)}}}, order.ResultMail},
		"302 is not delivered":              {order.Postback{Delivery: &order.Delivery{Attempts: []order.Attempt{try(302)}}}, order.ResultFailed},
		"no answer":                         {order.Postback{Delivery: &order.Delivery{Attempts: []order.Attempt{{}}}}, order.ResultFailed},
		"a retry is announced":              {order.Postback{Delivery: &order.Delivery{Attempts: []order.Attempt{later}}}, order.ResultRetrying},
		"the retry came":                    {order.Postback{Delivery: &order.Delivery{Attempts: []order.Attempt{later, try(200)}}}, order.ResultDelivered},
		"never tried":                       {order.Postback{Delivery: &order.Delivery{Attempts: []order.Attempt{}}}, order.ResultNotSent},
		"attempts were not captured":        {order.Postback{Delivery: &order.Delivery{}}, order.ResultUnknown},
		"the delivery was not captured":     {order.Postback{}, order.ResultUnknown},
		"retries are on, none was promised": {order.Postback{Trigger: &order.Trigger{RetryOnFailure: new(true)}, Delivery: &order.Delivery{Attempts: []order.Attempt{try(500)}}}, order.ResultFailed},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if got := c.p.Result(); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}
