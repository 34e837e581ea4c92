package order_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/order"
)

const now order.Millis = 1_795_000_000_000

// base is an accepted submit that tests change.
func base() *order.Request {
	return &order.Request{
		ID: "r", ReceivedAt: now - 60_000, Type: order.Submit,
		Stages: order.Stages{
			Original: &order.Message{ContentType: "application/json", Body: []byte(`{"n":1}`)},
			Template: &order.Template{Format: "json", Rendered: new(`{"n":1}`)},
			Final:    &order.Message{ContentType: "application/json", Body: []byte(`{"n":1}`)},
			Response: answer(200, `{"id":"g"}`),
		},
	}
}

func answer(status int, body string) *order.Response {
	return &order.Response{Message: order.Message{ContentType: "application/json", Body: []byte(body)}, Status: &status}
}

func failure(code string) *order.Response {
	return &order.Response{Error: &order.StageError{Code: code}}
}

func TestOutcome(t *testing.T) {
	cases := map[string]struct {
		change   func(*order.Request)
		outcome  order.Outcome
		severity order.Severity
	}{
		"2xx is accepted":                     {func(*order.Request) {}, order.Accepted, order.SeverityInfo},
		"201 is accepted":                     {func(r *order.Request) { r.Stages.Response = answer(201, "") }, order.Accepted, order.SeverityInfo},
		"a template error decides before 2xx": {func(r *order.Request) { r.Stages.Template.Error = &order.StageError{Code: "x"} }, order.TemplateFailed, order.SeverityError},
		"output that is not its format":       {func(r *order.Request) { r.Stages.Template.Rendered = new(`{"n":}`) }, order.TemplateFailed, order.SeverityError},
		"empty output is no JSON":             {func(r *order.Request) { r.Stages.Template.Rendered = new("") }, order.TemplateFailed, order.SeverityError},
		"broken XML output": {func(r *order.Request) {
			r.Stages.Template.Format, r.Stages.Template.Rendered = "xml", new("<a><b></a>")
		}, order.TemplateFailed, order.SeverityError},
		"sound XML output":               {func(r *order.Request) { r.Stages.Template.Format, r.Stages.Template.Rendered = "xml", new("<a/>") }, order.Accepted, order.SeverityInfo},
		"text output is always readable": {func(r *order.Request) { r.Stages.Template.Format, r.Stages.Template.Rendered = "text", new("{") }, order.Accepted, order.SeverityInfo},
		"output that was not captured":   {func(r *order.Request) { r.Stages.Template.Rendered = nil }, order.Accepted, order.SeverityInfo},
		"409 that says already exists":   {func(r *order.Request) { r.Stages.Response = answer(409, `{"message":"X already exists"}`) }, order.Duplicate, order.SeverityWarning},
		"422 with a duplicate code":      {func(r *order.Request) { r.Stages.Response = answer(422, `{"errors":[{"code":"DUPLICATE_ORDER"}]}`) }, order.Duplicate, order.SeverityWarning},
		"400 that was already been used": {func(r *order.Request) { r.Stages.Response = answer(400, `reference has already been used`) }, order.Duplicate, order.SeverityWarning},
		"409 in XML": {func(r *order.Request) {
			r.Stages.Response = answer(409, `<error><message>duplicate order</message></error>`)
		}, order.Duplicate, order.SeverityWarning},
		"409 for another reason": {func(r *order.Request) { r.Stages.Response = answer(409, `{"message":"order is locked"}`) }, order.Rejected, order.SeverityError},
		"an echo of preventDuplicate": {func(r *order.Request) {
			r.Stages.Response = answer(400, `{"message":"no country","request":{"preventDuplicate":true,"note":"duplicate of 7"}}`)
		}, order.Rejected, order.SeverityError},
		"a cancel is no duplicate": {func(r *order.Request) {
			r.Type, r.Stages.Response = order.Cancel, answer(409, `{"message":"already exists"}`)
		}, order.Rejected, order.SeverityWarning},
		"500 that says duplicate":       {func(r *order.Request) { r.Stages.Response = answer(500, `{"message":"duplicate"}`) }, order.HandoffFailed, order.SeverityError},
		"5xx":                           {func(r *order.Request) { r.Stages.Response = answer(503, "") }, order.HandoffFailed, order.SeverityError},
		"a refused connection":          {func(r *order.Request) { r.Stages.Response = failure("connection_refused") }, order.HandoffFailed, order.SeverityError},
		"dns":                           {func(r *order.Request) { r.Stages.Response = failure("dns") }, order.HandoffFailed, order.SeverityError},
		"tls":                           {func(r *order.Request) { r.Stages.Response = failure("tls") }, order.HandoffFailed, order.SeverityError},
		"a time-out may have arrived":   {func(r *order.Request) { r.Stages.Response = failure("timeout") }, order.NoAnswer, order.SeverityError},
		"a reset may have arrived":      {func(r *order.Request) { r.Stages.Response = failure("connection_reset") }, order.NoAnswer, order.SeverityError},
		"3xx":                           {func(r *order.Request) { r.Stages.Response = answer(302, "") }, order.Rejected, order.SeverityError},
		"4xx":                           {func(r *order.Request) { r.Stages.Response = answer(404, "") }, order.Rejected, order.SeverityError},
		"a refused cancel is a warning": {func(r *order.Request) { r.Type, r.Stages.Response = order.Cancel, answer(404, "") }, order.Rejected, order.SeverityWarning},
		"sent a minute ago":             {func(r *order.Request) { r.Stages.Response, r.Stages.ResponseIs = nil, order.NotReached }, order.Pending, order.SeverityInfo},
		"sent 15 minutes ago": {func(r *order.Request) {
			r.Stages.Response, r.Stages.ResponseIs, r.ReceivedAt = nil, order.NotReached, now-order.Patience
		}, order.NoAnswer, order.SeverityError},
		"a response that was not captured": {func(r *order.Request) { r.Stages.Response, r.Stages.ResponseIs = nil, order.NotCaptured }, order.Undecided, order.SeverityInfo},
		"never sent and never answered": {func(r *order.Request) {
			r.Stages.Final, r.Stages.FinalIs, r.Stages.Response, r.Stages.ResponseIs = nil, order.NotReached, nil, order.NotReached
		}, order.Undecided, order.SeverityInfo},
		"a response with neither status, error": {func(r *order.Request) { r.Stages.Response = &order.Response{} }, order.Undecided, order.SeverityInfo},
		"an earlier 503 does not decide": {func(r *order.Request) {
			r.Attempts = []order.Attempt{{N: 1, Status: new(503)}, {N: 2, Status: new(200)}}
		}, order.Accepted, order.SeverityInfo},
		"207 is a warning": {func(r *order.Request) { r.Stages.Response = answer(207, "") }, order.Accepted, order.SeverityWarning},
		"2xx that lists a refused item": {func(r *order.Request) {
			r.Stages.Response = answer(200, `{"items":[{"ref":"1","status":"accepted"},{"ref":"2","status":"Rejected"}]}`)
		}, order.Accepted, order.SeverityWarning},
		"2xx that reports an error":        {func(r *order.Request) { r.Stages.Response = answer(200, `{"success":false,"error":"no stock"}`) }, order.Accepted, order.SeverityWarning},
		"2xx with an empty error":          {func(r *order.Request) { r.Stages.Response = answer(200, `{"error":null,"errors":[]}`) }, order.Accepted, order.SeverityInfo},
		"2xx that reports an error in XML": {func(r *order.Request) { r.Stages.Response = answer(200, `<reply><error>no stock</error></reply>`) }, order.Accepted, order.SeverityWarning},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			r := base()
			c.change(r)
			if got := r.Outcome(now); got != c.outcome {
				t.Errorf("outcome %s, want %s", got, c.outcome)
			}
			if got := r.Severity(now); got != c.severity {
				t.Errorf("severity %s, want %s", got, c.severity)
			}
		})
	}
}

func TestStageStates(t *testing.T) {
	states := func(o, tpl, f, r order.StageState) order.StageStates {
		return order.StageStates{Original: o, Template: tpl, Final: f, Response: r}
	}
	const (
		passed, failed, none, unseen = order.StagePassed, order.StageFailed, order.StageNotReached, order.StageNotCaptured
	)
	stop := func(r *order.Request, answer *order.Response) { // nothing after the original
		r.Stages = order.Stages{Original: r.Stages.Original, TemplateIs: order.NotReached, FinalIs: order.NotReached, Response: answer}
	}
	cases := map[string]struct {
		change func(*order.Request)
		want   order.StageStates
	}{
		"all went well":                 {func(*order.Request) {}, states(passed, passed, passed, passed)},
		"turned away at the door":       {func(r *order.Request) { stop(r, answer(401, "no")) }, states(failed, none, none, passed)},
		"too many at the door":          {func(r *order.Request) { stop(r, answer(429, "")) }, states(failed, none, none, order.StageEmpty)},
		"unreadable at the door":        {func(r *order.Request) { stop(r, answer(400, "no")); r.Stages.Original.Body = []byte(`{"n":`) }, states(failed, none, none, passed)},
		"readable and refused with 400": {func(r *order.Request) { stop(r, answer(400, "no")) }, states(passed, none, none, failed)},
		"401 by the printer":            {func(r *order.Request) { r.Stages.Response = answer(401, "no") }, states(passed, passed, passed, failed)},
		"the template failed, the reply did": {func(r *order.Request) {
			r.Stages.Template.Error, r.Stages.Final, r.Stages.FinalIs, r.Stages.Response = &order.StageError{}, nil, order.NotReached, answer(422, "no")
		}, states(passed, failed, none, passed)},
		"refused":              {func(r *order.Request) { r.Stages.Response = answer(422, "no") }, states(passed, passed, passed, failed)},
		"a duplicate":          {func(r *order.Request) { r.Stages.Response = answer(409, "duplicate") }, states(passed, passed, passed, failed)},
		"no answer came":       {func(r *order.Request) { r.Stages.Response = failure("timeout") }, states(passed, passed, passed, failed)},
		"an answer is awaited": {func(r *order.Request) { r.Stages.Response, r.Stages.ResponseIs = nil, order.NotReached }, states(passed, passed, passed, order.StageWaiting)},
		"an answer was awaited too long": {func(r *order.Request) {
			r.Stages.Response, r.Stages.ResponseIs, r.ReceivedAt = nil, order.NotReached, 1
		}, states(passed, passed, passed, failed)},
		"207":                     {func(r *order.Request) { r.Stages.Response = answer(207, "x") }, states(passed, passed, passed, order.StagePartial)},
		"some items were refused": {func(r *order.Request) { r.Stages.Response = answer(200, `{"lines":[{"error":{"code":"x"}}]}`) }, states(passed, passed, passed, order.StagePartial)},
		"empty bodies": {func(r *order.Request) {
			r.Stages.Original.Body, r.Stages.Final.Body, r.Stages.Response.Body = []byte{}, []byte{}, []byte{}
		}, states(order.StageEmpty, passed, order.StageEmpty, order.StageEmpty)},
		"bodies that were not captured": {func(r *order.Request) {
			r.Stages.Original.Body, r.Stages.Final.Body, r.Stages.Response.Body = nil, nil, nil
		}, states(passed, passed, passed, passed)},
		"empty output of a text template": {func(r *order.Request) { r.Stages.Template.Format, r.Stages.Template.Rendered = "text", new("") }, states(passed, order.StageEmpty, passed, passed)},
		"a source without stages": {func(r *order.Request) {
			r.Stages = order.Stages{OriginalIs: order.NotCaptured, TemplateIs: order.NotCaptured, FinalIs: order.NotCaptured, ResponseIs: order.NotCaptured}
		}, states(unseen, unseen, unseen, unseen)},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			r := base()
			c.change(r)
			if d := cmp.Diff(c.want, r.States(now)); d != "" {
				t.Error(d)
			}
		})
	}
}
