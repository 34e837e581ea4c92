package feed

import (
	"encoding/base64"
	"fmt"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"ordertrail/backend/order"
)

type (
	party     order.Party
	connector struct {
		ID   string `json:"id"`
		Type string `json:"type"`
		Name string `json:"name"`
	}
	stageError struct {
		Code    string `json:"code"`
		Class   string `json:"class"`
		Message string `json:"message"`
		Line    *int   `json:"line"`
		Column  *int   `json:"column"`
	}
	lookup struct {
		Field  string  `json:"field"`
		Key    string  `json:"key"`
		Hit    bool    `json:"hit"`
		Value  *string `json:"value"`
		Strict *bool   `json:"strict"`
	}
	message struct {
		At           *moment    `json:"at"`
		Transport    string     `json:"transport"`
		Method       string     `json:"method"`
		URL          string     `json:"url"`
		Headers      [][]string `json:"headers"`
		ContentType  string     `json:"contentType"`
		Charset      string     `json:"charset"`
		Body         *string    `json:"body"`
		BodyEncoding string     `json:"bodyEncoding"`
		SizeBytes    *int64     `json:"sizeBytes"`
		SHA256       string     `json:"sha256"`
	}
	template struct {
		At           *moment        `json:"at"`
		ID           string         `json:"id"`
		Name         string         `json:"name"`
		Version      string         `json:"version"`
		Type         string         `json:"type"`
		Engine       string         `json:"engine"`
		Format       string         `json:"format"`
		Source       *string        `json:"source"`
		InputContext jsontext.Value `json:"inputContext"`
		Lookups      []lookup       `json:"lookups"`
		Rendered     *string        `json:"rendered"`
		Error        *stageError    `json:"error"`
	}
	response struct {
		message    `json:",inline"`
		Status     *int        `json:"status"`
		DurationMs *int64      `json:"durationMs"`
		Error      *stageError `json:"error"`
		Formatted  *message    `json:"formatted"`
	}
	attempt struct {
		N            int         `json:"n"`
		At           *moment     `json:"at"`
		Status       *int        `json:"status"`
		DurationMs   *int64      `json:"durationMs"`
		RetryAfterS  *int        `json:"retryAfterS"`
		ResponseBody *string     `json:"responseBody"`
		Error        *stageError `json:"error"`
	}
	request struct {
		ID               string                    `json:"id"`
		ReceivedAt       *moment                   `json:"receivedAt"`
		UpdatedAt        *moment                   `json:"updatedAt"`
		Type             string                    `json:"type"`
		Customer         *party                    `json:"customer"`
		Connector        *connector                `json:"connector"`
		Printer          *party                    `json:"printer"`
		OrderReferenceID string                    `json:"orderReferenceId"`
		OrderID          string                    `json:"orderId"`
		Stages           map[string]jsontext.Value `json:"stages"`
		Attempts         []attempt                 `json:"attempts"`
	}
	trigger struct {
		Name           string `json:"name"`
		Event          string `json:"event"`
		Delivery       string `json:"delivery"`
		RetryOnFailure *bool  `json:"retryOnFailure"`
	}
	delivery struct {
		Target   string    `json:"target"`
		Sent     *message  `json:"sent"`
		Attempts []attempt `json:"attempts"`
		Result   string    `json:"result"`
	}
	postback struct {
		ID               string         `json:"id"`
		OccurredAt       *moment        `json:"occurredAt"`
		UpdatedAt        *moment        `json:"updatedAt"`
		Direction        string         `json:"direction"`
		Event            string         `json:"event"`
		Status           string         `json:"status"`
		Customer         *party         `json:"customer"`
		OrderReferenceID string         `json:"orderReferenceId"`
		OrderID          string         `json:"orderId"`
		PackageID        string         `json:"packageId"`
		ItemReferenceIDs []string       `json:"itemReferenceIds"`
		Trigger          *trigger       `json:"trigger"`
		Template         *template      `json:"template"`
		Payload          jsontext.Value `json:"payload"`
		Delivery         *delivery      `json:"delivery"`
	}
)

// MissingError says which required field a record lacks, or has only as a moment that is none.
type MissingError struct {
	Field string
	Early bool // it is a moment not after 1970
}

// Error names the field.
func (e *MissingError) Error() string {
	if e.Early {
		return "field " + e.Field + " is not a moment after 1970"
	}
	return "required field " + e.Field + " is missing"
}

// dated holds the moment by which lists order a record against 1970, where they begin. What lies before is what a clock or
// a column says that was never set.
func dated(name string, at order.Millis) error {
	if at <= 0 {
		return &MissingError{Field: name, Early: true}
	}
	return nil
}

// ReadRequest reads one request. A required field that is missing is a *MissingError.
func ReadRequest(item []byte) (*order.Request, error) {
	var w request
	if err := json.Unmarshal(item, &w, lenient); err != nil {
		return nil, fmt.Errorf("read request: %w", err)
	}
	if err := required(field{"id", w.ID != ""}, field{"receivedAt", w.ReceivedAt != nil}, field{"updatedAt", w.UpdatedAt != nil},
		field{"type", w.Type != ""}, field{"stages", w.Stages != nil}); err != nil {
		return nil, err
	}
	if err := dated("receivedAt", w.ReceivedAt.millis()); err != nil {
		return nil, err
	}
	r := &order.Request{
		ID: w.ID, ReceivedAt: w.ReceivedAt.millis(), UpdatedAt: w.UpdatedAt.millis(), Type: order.RequestType(w.Type),
		Customer: (*order.Party)(w.Customer), Connector: (*order.Connector)(w.Connector), Printer: (*order.Party)(w.Printer),
		OrderReferenceID: w.OrderReferenceID, OrderID: w.OrderID, Attempts: attempts(w.Attempts),
	}
	return r, readStages(w.Stages, &r.Stages)
}

func readStages(w map[string]jsontext.Value, s *order.Stages) (err error) {
	if s.Original, s.OriginalIs, err = stage(w, "original", (*message).order); err != nil {
		return err
	}
	if s.Template, s.TemplateIs, err = stage(w, "template", (*template).order); err != nil {
		return err
	}
	if s.Final, s.FinalIs, err = stage(w, "final", (*message).order); err != nil {
		return err
	}
	s.Response, s.ResponseIs, err = stage(w, "response", (*response).order)
	return err
}

// stage reads one stage, telling null (not reached) from an absent key (not captured).
func stage[W, O any](w map[string]jsontext.Value, name string, convert func(*W) (*O, error)) (*O, order.Presence, error) {
	raw, ok := w[name]
	if !ok {
		return nil, order.NotCaptured, nil
	}
	var read *W
	if err := json.Unmarshal(raw, &read, lenient); err != nil {
		return nil, "", fmt.Errorf("read stage %s: %w", name, err)
	}
	if read == nil {
		return nil, order.NotReached, nil
	}
	o, err := convert(read)
	if err != nil {
		return nil, "", fmt.Errorf("read stage %s: %w", name, err)
	}
	return o, order.Captured, nil
}

// ReadPostback reads one postback. A required field that is missing is a *MissingError.
func ReadPostback(item []byte) (*order.Postback, error) {
	var w postback
	if err := json.Unmarshal(item, &w, lenient); err != nil {
		return nil, fmt.Errorf("read postback: %w", err)
	}
	if err := required(field{"id", w.ID != ""}, field{"occurredAt", w.OccurredAt != nil}, field{"updatedAt", w.UpdatedAt != nil},
		field{"direction", w.Direction != ""}, field{"event", w.Event != ""}); err != nil {
		return nil, err
	}
	if err := dated("occurredAt", w.OccurredAt.millis()); err != nil {
		return nil, err
	}
	p := &order.Postback{
		ID: w.ID, OccurredAt: w.OccurredAt.millis(), UpdatedAt: w.UpdatedAt.millis(), Direction: order.Direction(w.Direction),
		Event: w.Event, Status: w.Status, Customer: (*order.Party)(w.Customer), OrderReferenceID: w.OrderReferenceID,
		OrderID: w.OrderID, PackageID: w.PackageID, ItemReferenceIDs: w.ItemReferenceIDs, Trigger: (*order.Trigger)(w.Trigger),
		Payload: kept(w.Payload),
	}
	var err error
	if w.Template != nil {
		p.Template, _ = w.Template.order()
	}
	if w.Delivery != nil {
		p.Delivery, err = w.Delivery.order()
	}
	return p, err
}

type field struct {
	name string
	ok   bool
}

func required(fields ...field) error {
	for _, f := range fields {
		if !f.ok {
			return &MissingError{Field: f.name}
		}
	}
	return nil
}

// kept copies a JSON value's bytes; null and absent are both nothing.
func kept(v jsontext.Value) []byte {
	if len(v) == 0 || v.Kind() == 'n' {
		return nil
	}
	return append([]byte{}, v...)
}

func (m *message) order() (*order.Message, error) {
	if m == nil {
		return nil, nil
	}
	o := &order.Message{
		At: m.At.millis(), Transport: m.Transport, Method: m.Method, URL: m.URL, ContentType: m.ContentType,
		Charset: m.Charset, SizeBytes: m.SizeBytes, SHA256: m.SHA256, Base64: m.BodyEncoding == "base64",
	}
	if m.Headers != nil {
		o.Headers = make([]order.Header, 0, len(m.Headers))
	}
	for _, h := range m.Headers {
		if len(h) != 2 {
			return nil, fmt.Errorf("a header has %d parts, not name and value", len(h))
		}
		o.Headers = append(o.Headers, order.Header{Name: h[0], Value: h[1]})
	}
	body, err := m.bytes()
	o.Body = body
	return o, err
}

func (m *message) bytes() ([]byte, error) {
	if m.Body == nil {
		return nil, nil
	}
	if m.BodyEncoding != "base64" {
		return []byte(*m.Body), nil
	}
	body, err := base64.StdEncoding.DecodeString(*m.Body)
	if err != nil {
		return nil, fmt.Errorf("read base64 body: %w", err)
	}
	return body, nil
}

func (t *template) order() (*order.Template, error) {
	o := &order.Template{
		At: t.At.millis(), ID: t.ID, Name: t.Name, Version: t.Version, Type: t.Type, Engine: t.Engine, Format: t.Format,
		Source: t.Source, InputContext: kept(t.InputContext), Rendered: t.Rendered, Error: (*order.StageError)(t.Error),
	}
	if t.Lookups != nil {
		o.Lookups = make([]order.Lookup, len(t.Lookups))
	}
	for i, l := range t.Lookups {
		o.Lookups[i] = order.Lookup(l)
	}
	return o, nil
}

func (r *response) order() (*order.Response, error) {
	m, err := r.message.order()
	if err != nil {
		return nil, err
	}
	formatted, err := r.Formatted.order()
	return &order.Response{Message: *m, Status: r.Status, DurationMs: r.DurationMs, Error: (*order.StageError)(r.Error), Formatted: formatted}, err
}

func (d *delivery) order() (*order.Delivery, error) {
	sent, err := d.Sent.order()
	return &order.Delivery{Target: d.Target, Sent: sent, Attempts: attempts(d.Attempts), Result: order.Result(d.Result)}, err
}

func attempts(w []attempt) []order.Attempt {
	if w == nil {
		return nil
	}
	out := make([]order.Attempt, len(w))
	for i, a := range w {
		out[i] = order.Attempt{N: a.N, At: a.At.millis(), Status: a.Status, DurationMs: a.DurationMs,
			RetryAfterS: a.RetryAfterS, ResponseBody: a.ResponseBody, Error: (*order.StageError)(a.Error)}
	}
	return out
}
