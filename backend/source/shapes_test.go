package source_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/order"
	"ordertrail/backend/source"
)

// told is a record as some system keeps it; each shape writes all of it in another way.
type told struct {
	id, ref, customer, kind string
	at                      time.Time
	body, rendered          string
	status                  int // 0: no answer, the final request was not reached
	answer                  string
	tries                   []int
}

func clock(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

// stories are the records of every shape: moments on both sides of both changes of the clocks in Sweden, bodies in
// three formats, every kind of ending.
func stories() []told {
	return []told{
		{"1001", "NL-1", "Åsa & Co", "submit", clock("2026-03-29T00:59:59Z"), `{"n":12345678901234567890,"n":1.10}`, "r \"1\"", 200, `{"ok":true}`, []int{200}},
		{"1002", "NL-2", "Beta", "cancel", clock("2026-03-29T01:00:00Z"), `<order ref="NL-2">å</order>`, "r2", 409, "late", []int{503, 409}},
		{"1003", "NL-3", "Beta", "submit", clock("2026-10-24T23:30:00Z"), "a;b\r\n1;2\r\n", "", 0, "", nil},
		{"1004", "NL-4", "Gamma", "submit", clock("2026-10-25T00:30:00Z"), "", "r4", 500, "\ttab\u2028", []int{500, 500, 500}},
		{"1005", "NL-5", "Gamma", "submit", clock("2026-10-25T02:00:00Z"), `[]`, "r5", 200, "", []int{200}},
	}
}

// want is what a reader should make of it.
func (r told) want() *order.Request {
	at := order.At(r.at)
	w := &order.Request{ID: r.id, ReceivedAt: at, UpdatedAt: at, Type: order.RequestType(r.kind), OrderReferenceID: r.ref,
		Customer: &order.Party{Name: r.customer}}
	w.Stages.Original = &order.Message{Headers: []order.Header{{Name: "Content-Type", Value: "text/x"}, {Name: "X-Shop", Value: "s 1"}}, Body: []byte(r.body)}
	rendered := r.rendered
	w.Stages.Template = &order.Template{Rendered: &rendered}
	if r.status == 0 {
		w.Stages.FinalIs, w.Stages.ResponseIs = order.NotReached, order.NotReached
		return w
	}
	w.Stages.Final = &order.Message{Method: "POST", Body: []byte(r.rendered)}
	w.Stages.Response = &order.Response{Message: order.Message{Body: []byte(r.answer)}, Status: &r.status}
	for i, status := range r.tries {
		w.Attempts = append(w.Attempts, order.Attempt{N: i + 1, Status: &status})
	}
	return w
}

// obj is a JSON object.
type obj map[string]any

// flat is the plainest shape; others change it.
func (r told) flat() obj {
	o := obj{"uuid": r.id, "ts": r.at.Format(time.RFC3339), "op": r.kind, "ref": r.ref, "client": r.customer,
		"in": obj{"raw": r.body, "headers": [][2]string{{"Content-Type", "text/x"}, {"X-Shop", "s 1"}}}, "mapped": r.rendered, "final": nil, "out": nil}
	if r.status != 0 {
		o["final"] = obj{"verb": "POST", "text": r.rendered}
		o["out"] = obj{"code": r.status, "text": r.answer}
		tries := []obj{}
		for _, status := range r.tries {
			tries = append(tries, obj{"code": status})
		}
		o["tries"] = tries
	}
	return o
}

// fields map the flat shape; a shape replaces single lines of it.
const flatFields = `
      id: "$.uuid"
      receivedAt: "$.ts"
      updatedAt: {default: {field: receivedAt}}
      type: "$.op"
      orderReferenceId: "$.ref"
      customer.name: "$.client"
      stages.original.body: "$.in.raw"
      stages.original.headers: {path: "$.in.headers", headers: pairs}
      stages.template.rendered: "$.mapped"
      stages.final: {path: "$.final", nullMeans: not_reached}
      stages.final.method: "$.final.verb"
      stages.final.body: "$.final.text"
      stages.response: {path: "$.out", nullMeans: not_reached}
      stages.response.status: "$.out.code"
      stages.response.body: "$.out.text"
      attempts: {items: "$.tries[*]", fields: {status: "$.code"}}
`

// mapped is a profile of one list of requests. Lines of fields replace those of the flat shape with the same name.
func mapped(head, list string, fields ...string) string {
	text := flatFields
	for _, line := range fields {
		name, _, _ := strings.Cut(line, ":")
		from := strings.Index(text, "      "+name+":")
		to := from + strings.Index(text[from:], "\n")
		text = text[:from] + "      " + line + text[to:]
	}
	if !strings.Contains(head, "auth:") {
		head = strings.TrimSpace(head + "\nauth: {header: X-API-KEY}")
	}
	return "ordertrail: profile/1\nname: shape\n" + head + "\nlists:\n  requests:\n" + indent(list) + "    fields:" + text
}

func indent(list string) string {
	out := ""
	for line := range strings.Lines(strings.TrimSpace(list) + "\n") {
		out += "    " + strings.TrimLeft(line, "\t")
	}
	return out
}

// shape is one kind of server, and the profile that reads it.
type shape struct {
	profile string
	item    func(told) any
	serve   func(t *testing.T, items []any, r *http.Request, w http.ResponseWriter)
	found   int // records that a walk through everything gives; 0: all
}

func asFlat(r told) any { return r.flat() }

func with(change func(r told, o obj)) func(told) any {
	return func(r told) any {
		o := r.flat()
		change(r, o)
		return o
	}
}

func write(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	_ = out.Encode(v)
}

// cut gives a part of the items, two at a time.
func cut(items []any, from int) []any { return items[min(from, len(items)):min(from+2, len(items))] }

func number(text string, otherwise int) int {
	if n, err := strconv.Atoi(text); err == nil {
		return n
	}
	return otherwise
}

func byPage(first int) func(*testing.T, []any, *http.Request, http.ResponseWriter) {
	return func(_ *testing.T, items []any, r *http.Request, w http.ResponseWriter) {
		write(w, obj{"rows": cut(items, 2*(number(r.FormValue("p"), -1)-first))})
	}
}

// ask reads the JSON that a POST sent, and refuses everything else.
func ask(t *testing.T, r *http.Request, w http.ResponseWriter) (asked map[string]any, ok bool) {
	if r.Method != http.MethodPost {
		w.WriteHeader(http.StatusMethodNotAllowed)
		return nil, false
	}
	body, _ := io.ReadAll(r.Body)
	if err := json.Unmarshal(body, &asked); err != nil {
		t.Errorf("sent %s: %v", body, err)
	}
	return asked, true
}

func shapes() map[string]shape {
	return map[string]shape{
		"flat, by pages from 1 until an empty one": {mapped("", `
			path: /log/orders
			paging: {style: page, param: p}
			items: "$.rows[*]"`), asFlat, byPage(1), 0},
		"by pages from 0, headers as an object": {mapped("", `
			path: /log/orders
			paging: {style: page, param: p, first: 0}
			items: "$.rows[*]"`, `stages.original.headers: {path: "$.h", headers: object}`),
			with(func(_ told, o obj) {
				o["h"] = json.RawMessage(`{"Content-Type":"text/x","X-Shop":["s 1"]}`)
			}), byPage(0), 0},
		"nested, by cursors, milliseconds, bodies in base64": {mapped("clock: \"$.meta.now\"", `
			path: /v2/history
			query: {since: "{from}", until: "{to}", size: "{limit}"}
			time: unix_ms
			limit: 2
			paging: {style: cursor, param: after, next: "$.meta.next"}
			items: "$.data.list[*]"`, `receivedAt: {path: "$.ts", time: unix_ms}`, `stages.original.body: {path: "$.in.raw", encoding: base64}`),
			with(func(r told, o obj) {
				o["ts"] = r.at.UnixMilli()
				o["in"].(obj)["raw"] = base64.StdEncoding.EncodeToString([]byte(r.body))
			}),
			func(t *testing.T, items []any, r *http.Request, w http.ResponseWriter) {
				if r.FormValue("size") != "2" || len(r.FormValue("since")) != 13 || len(r.FormValue("until")) != 13 {
					t.Errorf("asked %s", r.URL)
				}
				from := number(strings.TrimPrefix(r.FormValue("after"), "c/+"), 0)
				var next any
				if from+2 < len(items) {
					next = fmt.Sprintf("c/+%d", from+2)
				}
				write(w, obj{"data": obj{"list": cut(items, from)}, "meta": obj{"next": next, "now": "2026-11-03T12:00:00Z"}})
			}, 0},
		"by offsets, until more is false, seconds, headers as a list": {mapped("", `
			path: /log
			query: {start: "{from}", end: "{to}"}
			time: unix
			paging: {style: offset, param: skip}
			more: "$.hasMore"
			items: "$.rows[*]"`, `receivedAt: {path: "$.ts", time: unix}`, `stages.original.headers: {path: "$.h", headers: list}`),
			with(func(r told, o obj) {
				o["ts"] = r.at.Unix()
				o["h"] = []obj{{"name": "Content-Type", "value": "text/x"}, {"name": "X-Shop", "value": "s 1"}}
			}),
			func(t *testing.T, items []any, r *http.Request, w http.ResponseWriter) {
				from := number(r.FormValue("skip"), -1)
				if from >= len(items) {
					t.Error("went on though there was no more")
				}
				if len(r.FormValue("start")) != 10 || len(r.FormValue("end")) != 10 {
					t.Errorf("asked %s", r.URL)
				}
				write(w, obj{"rows": cut(items, from), "hasMore": from+2 < len(items)})
			}, 0},
		"by links, the list itself at the top": {mapped("", `
			path: /feed
			query: {size: "{limit}"}
			paging: {style: link}
			items: "$[*]"`), asFlat,
			func(_ *testing.T, items []any, r *http.Request, w http.ResponseWriter) {
				from := number(r.FormValue("at"), 0)
				if from+2 < len(items) {
					w.Header().Add("Link", `<https://elsewhere.example/>; rel="prev, x"; title="a, b", </base/feed?at=`+strconv.Itoa(from+2)+`>; rel="last next"`)
				}
				write(w, cut(items, from))
			}, 0},
		"all at once": {mapped("auth: {none: true}", `
			path: /dump.json
			items: "$.everything"`, `id: "$.uuid"`), asFlat,
			func(t *testing.T, items []any, r *http.Request, w http.ResponseWriter) {
				if r.URL.RawQuery != "" || r.Header.Get("X-API-KEY") != "" {
					t.Errorf("asked %s with %v", r.URL, r.Header)
				}
				write(w, obj{"everything": items[0]})
			}, 1},
		"a list with details of each record": {mapped("", `
			path: /list
			items: "$.ids[*]"
			detail: {path: "/list/{id}/full", item: "$.record"}`), asFlat,
			func(_ *testing.T, items []any, r *http.Request, w http.ResponseWriter) {
				if id, isDetail := strings.CutSuffix(r.URL.Path, "/full"); isDetail {
					at := number(strings.TrimPrefix(id, "/base/list/"), 0) - 1001
					o := items[at].(obj)
					delete(o, "uuid") // the list says it
					write(w, obj{"record": o})
					return
				}
				ids := []obj{}
				for i := range items {
					ids = append(ids, obj{"uuid": 1001 + i, "op": "overwritten", "mapped": "of the list"})
				}
				write(w, obj{"ids": ids})
			}, 0},
		"asked by POST, everything in its JSON": {mapped("", `
			path: /search
			method: POST
			body: '{"filter":{"from":"{from}","changed":"{updatedAfter}"},"page":{"size":{limit},"after":"{cursor}"}}'
			paging: {style: cursor, next: "$.next"}
			items: "$.hits[*]"`), asFlat,
			func(t *testing.T, items []any, r *http.Request, w http.ResponseWriter) {
				asked, ok := ask(t, r, w)
				if !ok {
					return
				}
				page := asked["page"].(map[string]any)
				after, _ := page["after"].(string)
				if _, said := asked["filter"].(map[string]any)["changed"]; said || page["size"] != 500.0 || r.URL.RawQuery != "" {
					t.Errorf("asked %v", asked)
				}
				from := number(after, 0)
				o := obj{"hits": cut(items, from)}
				if from+2 < len(items) {
					o["next"] = from + 2
				}
				write(w, o)
			}, 0},
		"asked by POST, with the page in YAML": {mapped("auth: {bearer: true}", `
			path: /search
			method: POST
			body: {where: {from: "{from}"}, page: "{page}", tags: [a, 1]}
			paging: {style: page}
			items: "$.rows[*]"`), asFlat,
			func(t *testing.T, items []any, r *http.Request, w http.ResponseWriter) {
				asked, ok := ask(t, r, w)
				if !ok {
					return
				}
				if r.Header.Get("Authorization") != "Bearer "+canary {
					t.Errorf("key %v", r.Header)
				}
				page, _ := asked["page"].(float64)
				write(w, obj{"rows": cut(items, 2*(int(page)-1))})
			}, 0},
		"local time in Stockholm, over both changes of the clocks": {mapped("", `
			path: /log
			query: {day: "{from}", until: "{to}"}
			time: date
			items: "$.rows[*]"`, `receivedAt: {path: "$.ts", time: {layout: "2006-01-02 15:04:05", zone: Europe/Stockholm}}`),
			with(func(r told, o obj) {
				zone, _ := time.LoadLocation("Europe/Stockholm")
				o["ts"] = r.at.In(zone).Format("2006-01-02 15:04:05")
			}),
			func(t *testing.T, items []any, r *http.Request, w http.ResponseWriter) {
				if r.FormValue("day") != "2026-03-01" || r.FormValue("until") != "2026-11-01" {
					t.Errorf("asked %s", r.URL)
				}
				write(w, obj{"rows": items})
			}, 0},
		"the key in the query, headers of its own, each body as its record says": {mapped("auth: {query: key}\nheaders: {Accept: application/vnd.x+json, X-Tenant: t 1}", `
			path: "/log?kind=order"
			query: {fixed: "a b"}
			items: "$.rows[*]"`, `stages.original.body: {path: "$.in.raw", encoding: {path: "$.in.enc"}}`),
			with(func(r told, o obj) {
				in := o["in"].(obj)
				switch in["enc"] = "text"; {
				case strings.HasPrefix(r.body, "{"), strings.HasPrefix(r.body, "["):
					in["raw"], in["enc"] = json.RawMessage(r.body), "json"
				case strings.HasPrefix(r.body, "a"):
					in["raw"], in["enc"] = base64.RawURLEncoding.EncodeToString([]byte(r.body)), "base64"
				}
			}),
			func(t *testing.T, items []any, r *http.Request, w http.ResponseWriter) {
				if r.FormValue("key") != canary || r.Header.Get("X-Tenant") != "t 1" || r.Header.Get("Accept") != "application/vnd.x+json" ||
					r.FormValue("fixed") != "a b" || r.FormValue("kind") != "order" || r.Header.Get("X-API-KEY") != "" {
					t.Errorf("asked %s with %v", r.URL, r.Header)
				}
				write(w, obj{"rows": items})
			}, 0},
		"numbers as texts and texts as numbers, other words, two places for one field": {mapped("", `
			path: /log
			items: "$.rows[*]"`, `type: {path: "$.op", map: {1: submit, void: cancel}, default: submit}`,
			`orderReferenceId: ["$.payload.ref", "$.payload.order.number"]`, `customer.name: {path: "$.client", default: Gamma}`),
			with(func(r told, o obj) {
				o["uuid"] = json.Number(r.id)
				o["op"] = map[string]any{"submit": 1, "cancel": "void"}[r.kind]
				if r.id == "1005" {
					delete(o, "op")
				}
				o["payload"] = obj{"ref": nil, "order": obj{"number": r.ref}}
				if r.id == "1002" {
					o["payload"] = obj{"ref": r.ref, "order": obj{"number": "the second place"}}
				}
				if r.customer == "Gamma" {
					o["client"] = nil
				}
				if out, ok := o["out"].(obj); ok {
					out["code"] = strconv.Itoa(r.status)
				}
			}),
			func(_ *testing.T, items []any, _ *http.Request, w http.ResponseWriter) { write(w, obj{"rows": items}) }, 0},
		"records somewhere below, told by what they hold": {mapped("", `
			path: /log
			items: "$..hits[?@.kind == 'order'].doc"`, `stages.original.headers: "$.in['headers']"`, `stages.response.status: "$..code"`), asFlat,
			func(_ *testing.T, items []any, _ *http.Request, w http.ResponseWriter) {
				hits := []obj{{"kind": "noise", "doc": obj{"uuid": "x"}}}
				for _, item := range items {
					hits = append(hits, obj{"kind": "order", "doc": item})
				}
				write(w, obj{"a": obj{"hits": hits}})
			}, 0},
	}
}

func TestProfilesReadEveryShapeOfServer(t *testing.T) {
	for name, s := range shapes() {
		t.Run(name, func(t *testing.T) {
			f := openShape(t, s.profile, func(w http.ResponseWriter, r *http.Request) {
				items := []any{}
				for _, story := range stories() {
					items = append(items, s.item(story))
				}
				s.serve(t, items, r, w)
			})
			window := order.Window{From: order.At(clock("2026-03-01T00:00:00Z")), To: order.At(clock("2026-10-31T12:00:00Z"))}
			got := walkAll(t, f, order.Query{List: order.Requests, Window: window, Limit: 500})
			var want []*order.Request
			for _, story := range stories() {
				want = append(want, story.want())
			}
			if s.found > 0 {
				want = want[:s.found]
			}
			if diff := cmp.Diff(want, got.Requests, ignoreEncoding()); diff != "" || len(got.Missing) > 0 {
				t.Errorf("missing %v; requests (-want +got):\n%s", got.Missing, diff)
			}
		})
	}
}

// ignoreEncoding leaves out how a body was sent: shapes differ in that.
func ignoreEncoding() cmp.Option {
	return cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Base64" }, cmp.Ignore())
}

func openShape(t *testing.T, profile string, h http.HandlerFunc) *source.Feed {
	t.Helper()
	p, err := source.ParseProfile([]byte(profile), "shape.yaml")
	if err != nil {
		t.Fatalf("%v\n%s", err, profile)
	}
	return open(t, serve(t, h)+"/base", source.Options{Profile: p})
}

func walkAll(t *testing.T, f *source.Feed, q order.Query) (all order.Page) {
	t.Helper()
	for range 20 {
		page, err := f.Page(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		all.Requests, all.Postbacks = append(all.Requests, page.Requests...), append(all.Postbacks, page.Postbacks...)
		all.Missing, all.AsOf = append(all.Missing, page.Missing...), page.AsOf
		if page.Next == "" {
			return all
		}
		if _, err := url.Parse(page.Next); err != nil {
			t.Error(err)
		}
		q.Cursor = page.Next
	}
	t.Fatal("the walk does not end")
	return all
}
