package source_test

import (
	"fmt"
	"net/http"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/source"
)

// simple is a profile of a list that comes at once.
func simple(fields ...string) string {
	return mapped("", "path: /log\nitems: \"$.rows[*]\"", fields...)
}

func TestTheExampleOfTheContractIsRead(t *testing.T) {
	text, err := os.ReadFile("testdata/acme-gateway.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p, err := source.ParseProfile(text, "acme-gateway.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if p.Name != "acme-gateway" || !p.Keyed() || len(p.Lists()) != 1 {
		t.Errorf("read %+v", p)
	}
}

func TestWhatIsWrongWithAProfileIsNamedWithItsPlace(t *testing.T) {
	good := simple()
	for name, c := range map[string]struct {
		from, to string
		want     string
	}{
		"an unknown key at the top":         {"name: shape", "name: shape\nnmae: x", "profile_key 3:1 nmae"},
		"an unknown key of a list":          {"path: /log", "path: /log\n    lmit: 5", "profile_key 7:5 lmit"},
		"an unknown field":                  {`type: "$.op"`, `typ: "$.op"`, "profile_key 12:7 typ"},
		"a key twice":                       {`type: "$.op"`, "type: \"$.op\"\n      type: \"$.op\"", "profile_yaml 13:7"},
		"a bad JSONPath":                    {`"$.op"`, `"$.op["`, "profile_path 12:13 type"},
		"a path without its root":           {`"$.op"`, `op`, "profile_path 12:13 type"},
		"a bad JSONPath of the items":       {`"$.rows[*]"`, `"rows"`, "profile_path 7:12 items"},
		"a required field is missing":       {`      type: "$.op"` + "\n", "", "profile_missing 9:9 type"},
		"a list without items":              {`    items: "$.rows[*]"` + "\n", "", "profile_missing 6:9 items"},
		"no name":                           {"name: shape\n", "", "profile_missing 1:11 name"},
		"another version":                   {"profile/1", "profile/2", "profile_value 1:13 ordertrail"},
		"a tab":                             {"    path", "\tpath", "profile_yaml"},
		"an unknown placeholder":            {"path: /log", "path: /log\n    query: {a: \"{form}\"}", "profile_value 7:16 a"},
		"a cursor without its place":        {"path: /log", "path: /log\n    paging: {style: cursor, param: c}", "profile_missing 6:9 next"},
		"pages without a parameter":         {"path: /log", "path: /log\n    paging: {style: page}", "profile_missing 6:9 param"},
		"a style that is none":              {"path: /log", "path: /log\n    paging: {style: scroll}", "profile_value 7:21 style"},
		"a zone that is none":               {`type: "$.op"`, `stages.response.at: {path: "$.a", time: {layout: "2006-01-02", zone: Atlantis}}` + "\n      type: \"$.op\"", "profile_value 12:76 zone"},
		"a time that is none":               {`type: "$.op"`, `stages.response.at: {path: "$.a", time: unixx}` + "\n      type: \"$.op\"", "profile_value 12:47 time"},
		"a time for a text":                 {`type: "$.op"`, `type: {path: "$.op", time: unix}`, "profile_key 12:28 time"},
		"a default of a field that is none": {"{field: receivedAt}", "{field: receivedAt2}", "profile_value 11:18 default"},
		"a default in a circle":             {"{field: receivedAt}", "{field: updatedAt}", "profile_value 11:18 default"},
		"a body without POST":               {"path: /log", "path: /log\n    body: '{}'", "profile_value 6:9 method"},
		"a body that is no JSON":            {"path: /log", "path: /log\n    method: POST\n    body: '{\"a\":'", "profile_value 8:11 body"},
		"two ways for the key":              {"{header: X-API-KEY}", "{header: X-API-KEY, bearer: true}", "profile_value 3:7 auth"},
		"a header that we must set":         {"{header: X-API-KEY}", "{header: Host}", "profile_value 3:16 header"},
		"a path to elsewhere":               {"path: /log", "path: //evil.example/log", "profile_value 6:11 path"},
		"details without an id":             {"path: /log", "path: /log\n    detail: {path: /log/x}", "profile_value 7:13 path"},
		"nothing":                           {good, "", "profile_yaml 1:1"},
		"a list":                            {good, "- a", "profile_value 1:1 profile"},
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.Replace(good, c.from, c.to, 1)
			if text == good {
				t.Fatal("nothing was replaced")
			}
			_, err := source.ParseProfile([]byte(text), "x.yaml")
			e := fault.Of(err)
			got := fmt.Sprintf("%s %v:%v", e.About, e.Params["line"], e.Params["column"])
			if name := e.Params["name"]; name != nil {
				got += fmt.Sprint(" ", name)
			}
			if e.Code != fault.Invalid || !strings.HasPrefix(got, c.want) {
				t.Errorf("got %s, want %s in\n%s", got, c.want, text)
			}
			if _, message, _ := fault.Describe(err, "sv"); !strings.HasPrefix(message, "x.yaml, rad ") {
				t.Errorf("said %q", message)
			}
		})
	}
}

// readRows reads the rows by a simple profile.
func readRows(t *testing.T, profile, rows string) order.Page {
	t.Helper()
	f := openShape(t, profile, answer(`{"rows":[`+rows+`]}`))
	page, err := f.Page(t.Context(), order.Query{List: order.Requests})
	if err != nil {
		t.Fatal(err)
	}
	return page
}

const bareRow = `"uuid":"a","ts":"2026-11-02T08:00:00Z","op":"submit"`

func TestAStageIsNotCapturedNotReachedOrThere(t *testing.T) {
	for name, c := range map[string]struct {
		row  string
		want order.Presence
	}{
		"none of its fields is found":      {`{` + bareRow + `}`, order.NotCaptured},
		"null":                             {`{` + bareRow + `,"final":null}`, order.NotReached},
		"there, but without what is known": {`{` + bareRow + `,"final":{"other":1}}`, order.NotCaptured},
		"one field":                        {`{` + bareRow + `,"final":{"verb":"PUT"}}`, order.Captured},
	} {
		page := readRows(t, simple(), c.row)
		if len(page.Requests) != 1 {
			t.Errorf("%s: %v", name, page.Missing)
		} else if got := page.Requests[0].Stages; got.FinalIs != c.want || got.OriginalIs != order.NotCaptured {
			t.Errorf("%s: final %q, original %q", name, got.FinalIs, got.OriginalIs)
		}
	}
}

func TestAnItemThatCannotBeReadIsSkippedWithItsReason(t *testing.T) {
	at, _ := order.ParseMillis("2026-11-02T08:00:00Z")
	page := readRows(t, simple(), `{`+bareRow+`},{"uuid":"b","ts":"2026-11-02T08:00:00Z"},{"uuid":"c","ts":"yesterday","op":"submit"},`+
		`7,{"uuid":"d","ts":"2026-11-02T08:00:00Z","op":"submit","out":{"code":"canary"}},{"ts":"2026-11-02T08:00:00Z","op":"x"}`)
	want := []order.Missing{
		{ID: "b", At: at, Why: order.Failed, Reason: "required field type is missing"},
		{ID: "c", Why: order.Failed, Reason: "field receivedAt can't be read as moment"},
		{Why: order.Failed, Reason: "no record, but another kind of JSON value"},
		{ID: "d", At: at, Why: order.Failed, Reason: "field stages.response.status can't be read as number"},
		{At: at, Why: order.Failed, Reason: "required field id is missing"},
	}
	if diff := cmp.Diff(want, page.Missing); diff != "" || len(page.Requests) != 1 {
		t.Errorf("%d requests, missing (-want +got):\n%s", len(page.Requests), diff)
	}
}

func TestKeptJSONIsTheBytesOfTheAnswer(t *testing.T) {
	const kept = `{ "b":1.10, "a" : 12345678901234567890,"b":2,"\u00e5":"\ud800" }`
	profile := `ordertrail: profile/1
name: x
lists:
  postbacks:
    path: /log
    items: "$.rows[*]"
    fields:
      id: "$.i"
      occurredAt: "$.t"
      updatedAt: "$.t"
      direction: {default: to_customer}
      event: "$.e"
      payload: "$.p"
      template.inputContext: "$..p"
      itemReferenceIds: "$.lines[*].ref"
      delivery.sent.body: {path: "$.p", encoding: json}
`
	f := openShape(t, profile, answer(`{"rows":[{"i":1,"t":"2026-11-02T08:00:00Z","e":"shipped","p":`+kept+`,"lines":[{"ref":"a"},{},{"ref":7}]}]}`))
	page, err := f.Page(t.Context(), order.Query{List: order.Postbacks})
	if err != nil || len(page.Postbacks) != 1 {
		t.Fatal(page.Missing, err)
	}
	p := page.Postbacks[0]
	for name, got := range map[string]string{"payload": string(p.Payload), "context": string(p.Template.InputContext), "body": string(p.Delivery.Sent.Body)} {
		if got != kept {
			t.Errorf("%s %s, want %s", name, got, kept)
		}
	}
	if diff := cmp.Diff([]string{"a", "7"}, p.ItemReferenceIDs); diff != "" {
		t.Error(diff)
	}
	if _, err := f.Page(t.Context(), order.Query{List: order.Requests}); about(t, err) != "not_found/list" {
		t.Errorf("a list that the profile lacks: %v", err)
	}
}

func TestAWalkThatGoesInCirclesEnds(t *testing.T) {
	paged := func(paging string) string {
		return mapped("", "path: /log\npaging: "+paging+"\nitems: \"$.rows[*]\"")
	}
	row := func(id int) string {
		return fmt.Sprintf(`{"uuid":"%d","ts":"2026-11-02T08:00:00Z","op":"submit"}`, id)
	}
	for name, c := range map[string]struct {
		profile string
		page    func(n int) string
	}{
		"the page parameter is not heard": {paged("{style: page, param: p}"), func(int) string { return `{"rows":[` + row(1) + `]}` }},
		"pages come round again":          {paged("{style: page, param: p}"), func(n int) string { return `{"rows":[` + row(n%3) + `]}` }},
		"the offset is not heard":         {paged("{style: offset, param: o}"), func(int) string { return `{"rows":[` + row(1) + `]}` }},
		"new cursors for an old page":     {paged(`{style: cursor, param: c, next: "$.n"}`), func(n int) string { return fmt.Sprintf(`{"rows":[%s],"n":"c%d"}`, row(n%2), n) }},
	} {
		t.Run(name, func(t *testing.T) {
			n := 0
			f := openShape(t, c.profile, func(w http.ResponseWriter, r *http.Request) {
				n++
				answer(c.page(n))(w, r)
			})
			q := order.Query{List: order.Requests}
			for range 6 {
				page, err := f.Page(t.Context(), q)
				if err != nil {
					if got := about(t, err); got != "contract_changed/page_repeats" {
						t.Errorf("class %s", got)
					}
					return
				}
				q.Cursor = page.Next
			}
			t.Error("it went on")
		})
	}
}

func TestALinkToAnotherOriginIsRefused(t *testing.T) {
	profile := mapped("auth: {query: key}", "path: /log\npaging: {style: link}\nitems: \"$[*]\"")
	for link, want := range map[string]string{
		"https://evil.example/log?page=2": "redirected/link",
		"//evil.example/log":              "redirected/link",
		"http://127.0.0.1:1/log":          "redirected/link",
		"http://user@HOST/log?page=2":     "redirected/link",
		"/log?page=2&key=" + canary:       "/log?page=2",
		"?page=3":                         "/base/log?page=3",
		"http://HOST/x":                   "/x",
	} {
		f := openShape(t, profile, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Link", "<"+strings.ReplaceAll(link, "HOST", r.Host)+">; rel=next")
			answer(`[{`+bareRow+`}]`)(w, r)
		})
		page, err := f.Page(t.Context(), order.Query{List: order.Requests})
		got := page.Next
		if err != nil {
			got = about(t, err)
		}
		if got != want {
			t.Errorf("%s: %s, want %s", link, got, want)
		}
	}
}

// detailed is a list of so many ids with details.
func detailed(t *testing.T, n int, detail http.HandlerFunc) *source.Feed {
	t.Helper()
	rows := make([]string, n)
	for i := range rows {
		rows[i] = fmt.Sprintf(`{"uuid":"%d/%%","ts":"2026-11-02T08:00:00Z","op":"submit","ref":"of the list"}`, i)
	}
	return openShape(t, mapped("", "path: /log\nitems: \"$.rows[*]\"\ndetail: {path: \"/log/{id}\"}"), func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/log") {
			answer(`{"rows":[`+strings.Join(rows, ",")+`]}`)(w, r)
			return
		}
		detail(w, r)
	})
}

func TestDetailsAreAskedForFourAtATime(t *testing.T) {
	var now, most, all atomic.Int64
	var gate sync.WaitGroup
	gate.Add(4)
	f := detailed(t, 12, func(w http.ResponseWriter, r *http.Request) {
		most.Store(max(most.Load(), now.Add(1)))
		if all.Add(1) <= 4 { // the first four wait for one another: less would never end
			gate.Done()
			gate.Wait()
		}
		now.Add(-1)
		answer(`{"op":"cancel","mapped":"`+r.URL.EscapedPath()+`"}`)(w, r)
	})
	page, err := f.Page(t.Context(), order.Query{List: order.Requests})
	if err != nil || len(page.Requests) != 12 || most.Load() > 4 {
		t.Fatalf("%d requests, %d at once: %v", len(page.Requests), most.Load(), err)
	}
	for i, r := range page.Requests {
		path := fmt.Sprintf("/base/log/%d%%2F%%25", i)
		if r.Type != "cancel" || r.OrderReferenceID != "of the list" || *r.Stages.Template.Rendered != path {
			t.Errorf("record %d: %+v %s", i, r, *r.Stages.Template.Rendered)
		}
	}
}

func TestWhatOneRecordsDetailsLackIsToldOfThatRecord(t *testing.T) {
	f := detailed(t, 4, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path[len("/base/log/")] {
		case '0':
			w.WriteHeader(http.StatusNotFound)
		case '1':
			answer(`{"op":`)(w, r)
		case '2':
			answer(`[]`)(w, r)
		default:
			answer(`{"op":"cancel"}`)(w, r)
		}
	})
	page, err := f.Page(t.Context(), order.Query{List: order.Requests})
	if err != nil || len(page.Requests) != 1 {
		t.Fatalf("%d requests: %v", len(page.Requests), err)
	}
	reasons := []string{}
	for _, m := range page.Missing {
		reasons = append(reasons, m.ID+" "+m.Reason)
	}
	want := []string{"0/% its details are not there (not_found)", "1/% its details are not whole JSON", "2/% its details hold no record"}
	if diff := cmp.Diff(want, reasons); diff != "" {
		t.Error(diff)
	}
}

func TestDetailsThatCameAreNotAskedForAgain(t *testing.T) {
	var asked atomic.Int64
	f := detailed(t, 6, func(w http.ResponseWriter, r *http.Request) {
		if asked.Add(1) == 5 {
			w.Header().Set("Retry-After", "7")
			w.WriteHeader(http.StatusTooManyRequests)
			return
		}
		answer(`{"op":"cancel"}`)(w, r)
	})
	_, err := f.Page(t.Context(), order.Query{List: order.Requests})
	if got := about(t, err); got != "rate_limited" || fault.Of(err).Params["retryAfterMs"] != int64(7000) {
		t.Fatalf("class %s %v", got, fault.Of(err).Params)
	}
	before := asked.Load()
	if page, err := f.Page(t.Context(), order.Query{List: order.Requests}); err != nil || len(page.Requests) != 6 {
		t.Fatal(err)
	}
	if again := asked.Load() - before; again >= 6 {
		t.Errorf("%d asked for again", again)
	}
}

func TestTheClockComesFromWhereTheProfileSays(t *testing.T) {
	at := func(s string) order.Millis { m, _ := order.ParseMillis(s); return m }
	date := func(body string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Date", "Tue, 03 Nov 2026 12:00:05 GMT")
			answer(body)(w, r)
		}
	}
	for name, c := range map[string]struct {
		head, body string
		want       order.SourceStatus
	}{
		"a status of its own":      {`status: {path: /st, now: "$.n", earliest: {path: "$.e", time: unix}}`, `{"n":"2026-11-03T12:00:00Z","e":1700000000}`, order.SourceStatus{Now: at("2026-11-03T12:00:00Z"), Earliest: 1_700_000_000_000}},
		"milliseconds in a status": {`status: {path: /st, now: "$.n"}`, `{"n":1793707200000}`, order.SourceStatus{Now: 1_793_707_200_000}},
		"a status without a clock": {`status: {path: /st}`, `{}`, order.SourceStatus{Now: at("2026-11-03T12:00:05Z")}},
		"the clock of a list":      {`clock: "$.now"`, `{"rows":[],"now":"2026-11-03T12:00:01Z"}`, order.SourceStatus{Now: at("2026-11-03T12:00:01Z")}},
		"neither":                  {``, `{"rows":[]}`, order.SourceStatus{Now: at("2026-11-03T12:00:05Z")}},
	} {
		f := openShape(t, mapped(c.head, "path: /log\nitems: \"$.rows[*]\""), date(c.body))
		got, err := f.Status(t.Context())
		if diff := cmp.Diff(c.want, got); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got):\n%s", name, err, diff)
		}
	}
}

func TestOnlyAListThatAsksForChangesIsReadByThem(t *testing.T) {
	const by = "path: /log\nquery: {since: \"{from}\", changed: \"{updatedAfter}\", dir: \"{order}\", n: \"{limit}\"}\nlimit: 50\nitems: \"$.rows[*]\""
	var asked string
	f := openShape(t, mapped("", by), func(w http.ResponseWriter, r *http.Request) {
		asked = r.URL.RawQuery
		answer(`{"rows":[]}`)(w, r)
	})
	if !f.Changes() {
		t.Error("a list with {updatedAfter} tells changes")
	}
	for _, c := range []struct {
		q    order.Query
		want string
	}{
		{order.Query{UpdatedAfter: 1000, Limit: 10}, "changed=1970-01-01T00%3A00%3A01.000Z&n=10"},
		{order.Query{Window: order.Window{From: 2000}, Newest: true, Limit: 500}, "dir=desc&n=50&since=1970-01-01T00%3A00%3A02.000Z"},
	} {
		c.q.List = order.Requests
		if _, err := f.Page(t.Context(), c.q); err != nil || asked != c.want {
			t.Errorf("asked %s, want %s: %v", asked, c.want, err)
		}
	}
	if f := openShape(t, simple(), answer(`{"rows":[]}`)); f.Changes() {
		t.Error("a list without it does not")
	}
}

func TestOneRecordOverTheLimitIsNamedWhateverItsShape(t *testing.T) {
	at, _ := order.ParseMillis("2026-11-02T08:00:00Z")
	profile := mapped(`clock: "$.meta.now"`, "path: /log\npaging: {style: cursor, param: c, next: \"$.meta.next\"}\nitems: \"$.data.rows[*]\"")
	p, err := source.ParseProfile([]byte(profile), "x.yaml")
	if err != nil {
		t.Fatal(err)
	}
	body := `{"data":{"rows":[{"in":{"raw":"` + strings.Repeat("x", 2000) + `"},` + bareRow + `}]},"meta":{"next":7,"now":"2026-11-02T09:00:00Z"}}`
	f := open(t, serve(t, answer(body)), source.Options{Profile: p, Limits: source.Limits{Bytes: 1000}})
	if _, err := f.Page(t.Context(), order.Query{List: order.Requests, Limit: 2}); about(t, err) != "too_large/page" {
		t.Errorf("two records: %v", err)
	}
	page, err := f.Page(t.Context(), order.Query{List: order.Requests, Limit: 1})
	want := order.Page{Next: "7", AsOf: at + 3_600_000, Missing: []order.Missing{{ID: "a", At: at, Why: order.Oversized, Reason: "0 MB"}}}
	if diff := cmp.Diff(want, page); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

// FuzzProfile holds the reader of profiles to end with a profile or a failure, and a profile to read any page.
func FuzzProfile(f *testing.F) {
	text, err := os.ReadFile("testdata/acme-gateway.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(text), `{"data":{"list":[{"uuid":1,"ts":1,"changed":2}]}}`)
	f.Add(simple(), `{"rows":[{`+bareRow+`}]}`)
	f.Add("a: &a [*a]", "")
	f.Fuzz(func(t *testing.T, text, page string) {
		p, err := source.ParseProfile([]byte(text), "x")
		if err != nil {
			if !fault.Is(err, fault.Invalid) {
				t.Fatal(err)
			}
			return
		}
		feed, err := source.Open(source.Options{Base: "http://127.0.0.1:9", Profile: p, Transport: canned(page)})
		if err != nil {
			t.Fatal(err)
		}
		for _, list := range p.Lists() {
			if _, err := feed.Page(t.Context(), order.Query{List: list}); err != nil && fault.Is(err, fault.Internal) {
				t.Fatal(err)
			}
		}
	})
}
