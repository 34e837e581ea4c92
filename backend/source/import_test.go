package source_test

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"

	"ordertrail/backend/fault"
	"ordertrail/backend/order"
	"ordertrail/backend/redact"
	"ordertrail/backend/source"
)

// taken is what a file gave.
type taken struct {
	requests  []*order.Request
	postbacks []*order.Postback
	source.Recognised
}

// hq is the profile of the recorded session.
func hq(t testing.TB) *source.Profile {
	t.Helper()
	text, err := os.ReadFile("testdata/hq.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p, err := source.ParseProfile(text, "hq.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func takeIn(t testing.TB, text string, profiles ...*source.Profile) (got taken, err error) {
	t.Helper()
	tokens := redact.NewTokens([]byte(strings.Repeat("k", 32)))
	got.Recognised, err = source.ReadFile(t.Context(), strings.NewReader(text), "file", tokens, func(r source.Record) error {
		if r.Request != nil {
			got.requests = append(got.requests, r.Request)
		} else {
			got.postbacks = append(got.postbacks, r.Postback)
		}
		return nil
	}, profiles...)
	return got, err
}

func sampleText(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestEverySampleGivesItsRecords(t *testing.T) {
	for name, want := range map[string]string{
		"hq-session.har":                  "har 2 1 0 0",
		"webhooks.ndjson":                 "webhooks 0 5 0 0", // one of them sent again
		"printer-status-postbacks.ndjson": "printer_status 0 5 0 0",
		"export.csv":                      "csv 40 49 0 0",
		"paste-curl.txt":                  "curl 1 0 0 0",
		"paste-raw-http.txt":              "raw_http 1 0 0 0",
	} {
		got, err := takeIn(t, sampleText(t, name), hq(t))
		said := fmt.Sprint(got.Format, " ", len(got.requests), " ", len(got.postbacks), " ", got.Duplicates, " ", len(got.Skipped))
		if said != want || err != nil {
			t.Errorf("%s: %s, want %s: %v %v", name, said, want, err, got.Skipped)
		}
		ids := map[string]bool{}
		for _, r := range got.requests {
			ids[r.ID] = true
		}
		for _, p := range got.postbacks {
			ids[p.ID] = true
		}
		again := map[string]int{"webhooks.ndjson": 1}[name]
		if len(ids) != len(got.requests)+len(got.postbacks)-again {
			t.Errorf("%s: %d ids for %d records", name, len(ids), len(got.requests)+len(got.postbacks))
		}
	}
}

func TestWhatIsNoUTF8IsReadAsWindows1252(t *testing.T) {
	list := "datum;referens;kund\r\n2026-11-02 08:00;Å-1;Åsa Öberg\r\n2026-11-02T09:15:00+01:00;Ö-2;Smörgås AB\r\n"
	want := []string{"Å-1 Åsa Öberg 2026-11-02T08:00:00.000Z", "Ö-2 Smörgås AB 2026-11-02T08:15:00.000Z"}
	for _, encoding := range []encoding.Encoding{encoding.Nop, charmap.Windows1252} {
		text, err := encoding.NewEncoder().String(list)
		if err != nil {
			t.Fatal(err)
		}
		got, err := takeIn(t, text)
		var rows []string
		for _, r := range got.requests {
			rows = append(rows, fmt.Sprint(r.OrderReferenceID, " ", r.Customer.Name, " ", r.ReceivedAt))
		}
		if d := cmp.Diff(want, rows); d != "" || err != nil {
			t.Errorf("%v: %v\n%s", encoding, err, d)
		}
	}
}

func TestOddValuesOfAFileStayAsTheyAreOrAreNamed(t *testing.T) {
	record := func(id, context string) string {
		return `{"id":"` + id + `","receivedAt":"2026-11-02T08:00:00Z","updatedAt":"2026-11-02T08:00:00Z","type":"submit","stages":{"template":{"name":"t","inputContext":` + context + `}}}` + "\n"
	}
	deep := strings.Repeat("[", 10_001) + strings.Repeat("]", 10_001)
	for name, c := range map[string]struct{ context, want string }{
		"numbers beyond 2^53": {`{"a":9007199254740993123,"b":1.10,"c":1E400}`, `{"a":9007199254740993123,"b":1.10,"c":1E400} []`},
		"duplicate keys":      {`{"a":1,"a":2}`, `{"a":1,"a":2} []`},
		"a NUL in a text":     {`{"a":"x\u0000y"}`, `{"a":"x\u0000y"} []`},
		"a lone surrogate":    {`{"a":"\ud800"}`, `{"a":"\ud800"} []`},
		"10 001 nested lists": {deep, " [{line 1 nested more than 10000 deep}]"},
		"a NUL as it is":      {"{\x00}", " [{line 1 not as the feed has it}]"},
	} {
		got, err := takeIn(t, record("r1", c.context)+record("r2", "{}"))
		said, ids := "", ""
		for _, r := range got.requests {
			ids += r.ID + " "
			if r.ID == "r1" {
				said = string(r.Stages.Template.InputContext)
			}
		}
		if said += fmt.Sprint(" ", got.Skipped); said != c.want || err != nil || !strings.HasSuffix(ids, "r2 ") {
			t.Errorf("%s: %s, want %s; held %s, %v", name, said[:min(len(said), 300)], c.want, ids, err)
		}
	}
}

func TestAQuoteThatIsNotClosedCostsItsLineOnly(t *testing.T) {
	at := "2026-11-02T08:00:00Z,"
	for text, want := range map[string]string{
		at + "N-1,\"open\n" + at + "N-2,good\n" + at + "N-3,\"good, too\"\n":            "N-2 N-3 [{line 3 not CSV: a quote is not closed}]",
		at + "N-1,a\n" + at + "N-2,\"open\n" + at + "N-3,b":                             "N-1 N-3 [{line 4 not CSV: a quote is not closed}]",
		at + "N-1,\"two\nlines\"\n" + at + "N-2,\"say \"\"hi\"\"\nthere\"\n":            "N-1 N-2 []",
		at + "N-1,3\" wide\n" + at + "N-2,b\n":                                          "N-1 N-2 []",
		at + "N-1,\"open\r\n" + at + "N-2,\"open\r\n" + at + "N-3,b\r\n" + at + "N-4,c": "N-3 N-4 [{line 3 not CSV: a quote is not closed} {line 4 not CSV: a quote is not closed}]",
	} {
		got, err := takeIn(t, "\ndate,reference,message\n"+text)
		said := ""
		for _, r := range got.requests {
			said += r.OrderReferenceID + " "
		}
		if said += fmt.Sprint(got.Skipped); said != want || err != nil {
			t.Errorf("%q:\n%s, want\n%s, %v", text, said, want, err)
		}
	}
}

func TestARecordingMayBeginWithMoreThanItsLog(t *testing.T) {
	recording := sampleText(t, "hq-session.har")
	got, err := takeIn(t, strings.Replace(recording, "{", `{"comment": "of \"today\"", "_by":"a", `, 1), hq(t))
	if err != nil || got.Format != "har" || len(got.requests) != 2 {
		t.Errorf("%s with %d requests, %v", got.Format, len(got.requests), err)
	}
}

func TestARecordedSessionGivesAllFourStagesWithoutItsKeys(t *testing.T) {
	got, err := takeIn(t, sampleText(t, "hq-session.har"), hq(t))
	if err != nil {
		t.Fatal(err)
	}
	r := got.requests[0]
	if r.ID != "88cf3a61-96fd-58db-ac98-0abc2eed3dba" || r.OrderReferenceID != "NL-10231" || r.Customer.ReferenceID != "nordlys" || r.Type != order.Submit {
		t.Errorf("head %+v", r)
	}
	s := r.Stages
	if !strings.Contains(string(s.Original.Body), "Lindqvist-Öberg") || !strings.Contains(*s.Template.Source, "lookups(") || !strings.Contains(*s.Template.Rendered, `\u00c5sa`) ||
		!strings.Contains(string(s.Final.Body), "Åsa") || *s.Response.Status != 200 {
		t.Errorf("stages %+v", s)
	}
	if second := got.requests[1]; *second.Stages.Response.Status != 400 || second.OrderReferenceID != "NL-10241" {
		t.Errorf("of the base64 answer %+v", second)
	}
	p := got.postbacks[0]
	if p.PackageID != "NL-10231-P1" || *p.Delivery.Attempts[0].Status != 200 || !strings.HasPrefix(string(p.Payload), `{"customer": {"id"`) {
		t.Errorf("postback %+v", p)
	}
	all := fmt.Sprintf("%+v %+v", s.Original, s.Final)
	for _, secret := range []string{"demo-secret", "demo-session-token"} {
		if strings.Contains(all, secret) {
			t.Errorf("%s is still there", secret)
		}
	}
}

// session is a recording of these entries.
func session(entries ...string) string {
	return `{"log":{"version":"1.2","creator":{"name":"x"},"entries":[` + strings.Join(entries, ",") + `]}}`
}

func entry(method, url string, status int, content string) string {
	return fmt.Sprintf(`{"startedDateTime":"2026-11-08T07:00:00Z","request":{"method":%q,"url":%q},"response":{"status":%d,"content":%s}}`, method, url, status, content)
}

func TestOddRecordings(t *testing.T) {
	const list = `{"text":"{\"data\":[{\"id\":\"a\",\"createdAt\":\"2026-11-02T08:00:00Z\",\"orderReferenceId\":\"L\"}]}"}`
	const details = `{"text":"{\"id\":\"a\",\"createdAt\":\"2026-11-02T08:00:00Z\",\"finalRequest\":\"f\"}"}`
	at := func(path string) string { return "https://x.example" + path }
	one := entry("GET", at("/api/requests?page=1"), 200, list)
	for name, c := range map[string]struct {
		text string
		want string // requests, duplicates, skipped or a failure
	}{
		"no entries":                         {session(), "0 0 []"},
		"a list alone":                       {session(one), "1 0 []"},
		"details alone":                      {session(entry("GET", at("/x/api/requests/a"), 200, details)), "1 0 []"},
		"details before their list":          {session(entry("GET", at("/api/requests/a"), 200, details), one), "1 0 []"},
		"the same answer twice":              {session(one, one), "1 1 []"},
		"another method":                     {session(entry("POST", at("/api/requests"), 200, list), one), "1 0 []"},
		"aborted":                            {session(entry("GET", at("/api/requests"), 0, `{}`)), "0 0 [entry 1: it was broken off before an answer came]"},
		"without content":                    {session(entry("GET", at("/api/requests"), 200, `{"size":12}`)), "0 0 [entry 1: the recording lacks the answer's content]"},
		"refused":                            {session(entry("GET", at("/api/requests"), 403, list)), "0 0 [entry 1: the answer is HTTP 403]"},
		"broken base64":                      {session(entry("GET", at("/api/requests"), 200, `{"text":"!","encoding":"base64"}`)), "0 0 [entry 1: the answer is not base64]"},
		"half an answer":                     {session(entry("GET", at("/api/requests"), 200, `{"text":"{\"data\":["}`)), "0 0 [entry 1: not whole JSON]"},
		"an entry that is none":              {session("7", one), "1 0 [entry 1: no entry of a recording]"},
		"truncated":                          {session(one, one)[:len(session(one))+20], "1 0 [after entry 1: it ends in the middle]"},
		"no entries that a profile knows":    {session(entry("GET", at("/other"), 200, list)), "invalid/har_profile"},
		"before entries, a page and a note":  {`{"log":{"pages":[{"id":"}"}],"comment":"\"","entries":[` + one + `]}}`, "1 0 []"},
		"a byte order mark, and UTF-16":      {utf16le("\ufeff" + session(one)), "1 0 []"},
		"a record without its required time": {session(entry("GET", at("/api/requests/a"), 200, `{"text":"{\"id\":\"a\"}"}`)), "0 0 [entry 1: required field receivedAt is missing]"},
		"an id that a path must escape":      {session(entry("GET", at("/api/requests/a%2Fb"), 200, strings.ReplaceAll(details, `\"a\"`, `\"a/b\"`))), "1 0 []"},
		"deeper than details":                {session(entry("GET", at("/api/requests/a/b"), 200, details), one), "1 0 []"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := takeIn(t, c.text, hq(t))
			said := fmt.Sprint(len(got.requests), " ", got.Duplicates, " ", skips(got))
			if err != nil {
				said = about(t, err)
			}
			if said != c.want {
				t.Errorf("got %s, want %s", said, c.want)
			}
		})
	}
}

func skips(got taken) []string {
	list := []string{}
	for _, s := range got.Skipped {
		list = append(list, s.Where+": "+s.Why)
	}
	return list
}

func TestAListAndItsDetailsAreOneRecord(t *testing.T) {
	got, err := takeIn(t, session(
		entry("GET", "https://x.example/api/requests", 200, `{"text":"{\"data\":[{\"id\":\"a\",\"createdAt\":\"2026-11-02T08:00:00Z\",\"orderReferenceId\":\"of the list\",\"finalRequest\":\"list\"}]}"}`),
		entry("GET", "https://x.example/api/requests/a", 200, `{"text":"{\"id\":\"a\",\"finalRequest\":\"details\"}"}`)), hq(t))
	if err != nil || len(got.requests) != 1 {
		t.Fatal(len(got.requests), err)
	}
	if r := got.requests[0]; r.OrderReferenceID != "of the list" || string(r.Stages.Final.Body) != "details" {
		t.Errorf("merged %+v", r)
	}
}

func TestALargeRecordingTakesLittleMemory(t *testing.T) {
	noise := `{"startedDateTime":"x","request":{"method":"GET","url":"https://x.example/e.js"},"response":{"status":200,"content":{"text":"` + strings.Repeat("x", 4<<20) + `"}}},`
	parts := []string{`{"log":{"entries":[`}
	for range 30 {
		parts = append(parts, noise)
	}
	parts = append(parts, entry("GET", "https://x.example/api/requests/a", 200, `{"text":"{\"id\":\"a\",\"createdAt\":\"2026-11-02T08:00:00Z\"}"}`)+`]}}`)
	text := strings.Join(parts, "")
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	got, err := takeIn(t, text, hq(t))
	runtime.ReadMemStats(&after)
	if err != nil || len(got.requests) != 1 {
		t.Fatal(len(got.requests), err)
	}
	if grown := (int64(after.HeapSys) - int64(before.HeapSys)) >> 20; grown > 200 {
		t.Errorf("the heap grew by %d MiB over a recording of %d MiB", grown, len(text)>>20)
	}
}

func TestWebhooksAreReadAsTheyWereReceived(t *testing.T) {
	got, err := takeIn(t, sampleText(t, "webhooks.ndjson"))
	if err != nil {
		t.Fatal(err)
	}
	p := got.postbacks[0]
	at, _ := order.ParseMillis("2026-11-03T22:00:00Z")
	if p.ID != "os_demo0001" || p.OccurredAt != at || p.Direction != order.ToCustomer || p.Status != "shipped" || p.OrderReferenceID != "NL-10231" ||
		p.Kind() != order.KindShipping || p.Result() != "delivered" || p.Delivery.Target != "/hooks/gelato" {
		t.Errorf("postback %+v", p)
	}
	if diff := cmp.Diff([]string{"NL-10231-1"}, p.ItemReferenceIDs); diff != "" {
		t.Error(diff)
	}
	if estimate := got.postbacks[3]; estimate.OccurredAt != at+10*3_600_000 || estimate.Kind() != order.KindProduction {
		t.Errorf("the estimate %+v", estimate)
	}
	for name, c := range map[string]string{
		"Order Intake's payload": `{"customer":{"id":"c","name":"N"},"order":{"id":"g","referenceId":"NL-1"},"package":{"id":"P1","status":"in_transit","items":[{"referenceId":"NL-1-1"}]},"currentDate":"2026-11-03 22:00:00"}`,
		"a body in a text":       `{"receivedAt":1793707200,"headers":{"X-Api-Key":"canary"},"body":"{\"event\":\"Shipped\",\"orderReferenceId\":\"NL-1\"}"}`,
		"a list of events":       `[{"id":"e","event":"order_status_updated","orderId":"g","orderReferenceId":"NL-1","created":"2026-11-03T22:00:00Z"}]`,
		"GCL's, by name":         `{"event":"Shipping order created","order":{"referenceId":"NL-1"},"timestamp":"2026-11-03T22:00:00Z"}`,
	} {
		got, err := takeIn(t, c)
		if err != nil || got.Format != "webhooks" || len(got.postbacks) != 1 || got.postbacks[0].OrderReferenceID != "NL-1" {
			t.Errorf("%s: %s %d %v %v", name, got.Format, len(got.postbacks), got.Skipped, err)
			continue
		}
		if d := got.postbacks[0].Delivery; d != nil && strings.Contains(fmt.Sprint(d.Sent.Headers), "canary") {
			t.Errorf("%s: the key is still there", name)
		}
		again, _ := takeIn(t, c)
		if again.postbacks[0].ID != got.postbacks[0].ID {
			t.Errorf("%s: another id the second time", name)
		}
	}
}

func TestListsInCSV(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"semicolons, a mark, CRLF":     {"\ufeffDatum;Referens;Kund\r\n2026-11-02 08:00:00;NL-1;\"Å; \"\"B\"\"\"\r\n", "1 0 []"},
		"tabs":                         {"Timestamp\tOrder reference\n2026-11-02T08:00:00Z\tNL-1\n", "1 0 []"},
		"no final line end":            {"date,reference\n2026-11-02T08:00:00Z,NL-1", "1 0 []"},
		"rows that are alike stay two": {"date,reference\n2026-11-02T08:00:00Z,NL-1\n2026-11-02T08:00:00Z,NL-1\n", "2 0 []"},
		"events are postbacks":         {"date,event,reference\n2026-11-02T08:00:00Z,order_shipped,NL-1\n", "0 1 []"},
		"a line inside of quotes":      {"date,reference,message\n2026-11-02T08:00:00Z,NL-1,\"a\nb\"\n2026-11-02T08:00:00Z,NL-2,\n", "2 0 []"},
		"a moment that is none":        {"date,reference\nsoon,NL-1\n2026-11-02T08:00:00Z,NL-2,too,many\n", "1 0 [line 2: its moment can't be read]"},
		"seconds":                      {"time,ref\n1793707200,NL-1\n", "1 0 []"},
	} {
		got, err := takeIn(t, c.text)
		if said := fmt.Sprint(len(got.requests), " ", len(got.postbacks), " ", skips(got)); said != c.want || err != nil || got.Format != "csv" {
			t.Errorf("%s: %s %s, want %s: %v", name, got.Format, said, c.want, err)
		}
	}
	for name, text := range map[string]string{"prose": "Dear support, on this date, a reference\n", "no moment": "reference,customer\nNL-1,A\n"} {
		if _, err := takeIn(t, text); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestPastedRequests(t *testing.T) {
	const body = `{"order":{"number":"NL-10299","note":"it's \"ok\" $5"}}`
	cases := map[string]string{
		"POSIX, single quotes":   `curl -X POST 'https://in.example/o?key=demo-secret' -H 'X-API-KEY: demo-secret' -H 'Content-Type: application/json' --data-raw '` + strings.ReplaceAll(body, "'", `'\''`) + `'`,
		"POSIX, ANSI quotes":     `curl 'https://in.example/o?key=demo-secret' \` + "\n" + `  -H 'X-API-KEY: demo-secret' -H 'Content-Type: application/json' --data-binary $'` + strings.NewReplacer(`\`, `\\`, "'", `\u0027`).Replace(body) + `' --compressed`,
		"POSIX, double quotes":   `curl -s --request=POST -HX-API-KEY:demo-secret --json "` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, `$`, `\$`).Replace(body) + `" https://in.example/o?key=demo-secret`,
		"PowerShell's curl":      "curl.exe -X POST `\r\n  \"https://in.example/o?key=demo-secret\" `\r\n -H \"X-API-KEY: demo-secret\" -H 'Content-Type: application/json' -d \"" + strings.NewReplacer(`"`, "`\"", `$`, "`$").Replace(body) + `"`,
		"cmd":                    "curl \"https://in.example/o?key=demo-secret\" ^\r\n  -H \"X-API-KEY: demo-secret\" ^\r\n -H ^\"Content-Type: application/json^\" ^\r\n --data-raw ^\"" + strings.NewReplacer(`\`, `\\`, `"`, `^\^"`).Replace(body) + `^"`,
		"Invoke-WebRequest":      "$s = New-Object Microsoft.PowerShell.Commands.WebRequestSession\r\nInvoke-WebRequest -UseBasicParsing -Uri \"https://in.example/o?key=demo-secret\" `\r\n-Method \"POST\" `\r\n-Headers @{\r\n\"X-API-KEY\"=\"demo-secret\"\r\n  \"accept\"=\"a{b}\"\r\n} `\r\n-ContentType \"application/json\" `\r\n-Body \"" + strings.NewReplacer(`"`, "`\"", `$`, "`$").Replace(body) + `"`,
		"a raw message":          "POST /o?key=demo-secret HTTP/1.1\r\nHost: in.example\r\nX-API-KEY: demo-secret\r\nContent-Type: application/json\r\n\r\n" + body,
		"a raw message, LF only": "POST /o?key=demo-secret HTTP/1.1\nHost: in.example\nX-API-KEY: demo-secret\nContent-Type: application/json\n\n" + body,
	}
	for name, text := range cases {
		t.Run(name, func(t *testing.T) {
			got, err := takeIn(t, text)
			if err != nil || len(got.requests) != 1 {
				t.Fatal(len(got.requests), got.Skipped, err)
			}
			r := got.requests[0]
			m := r.Stages.Original
			if string(m.Body) != body || m.Method != "POST" || m.ContentType != "application/json" || r.OrderReferenceID != "NL-10299" ||
				!strings.HasPrefix(m.URL, "https://in.example/o?key=‹secret:") {
				t.Errorf("read %s %s %s %s, order %s", m.Method, m.URL, m.ContentType, m.Body, r.OrderReferenceID)
			}
			if all := fmt.Sprintf("%+v", m); strings.Contains(all, "demo-secret") || !strings.Contains(all, "‹secret:") {
				t.Errorf("the key in %s", all)
			}
			if r.Stages.FinalIs != order.NotCaptured || r.Stages.ResponseIs != order.NotCaptured {
				t.Errorf("other stages %+v", r.Stages)
			}
		})
	}
	got, err := takeIn(t, "HTTP/1.1 409 Conflict\r\nDate: Tue, 03 Nov 2026 12:00:00 GMT\r\n\r\n{\"orderReferenceId\":\"NL-1\"}")
	if err != nil || *got.requests[0].Stages.Response.Status != 409 || got.requests[0].OrderReferenceID != "NL-1" || got.requests[0].ReceivedAt != 1_793_707_200_000 {
		t.Errorf("an answer: %+v %v", got.requests, err)
	}
}

// FuzzImport holds any file to an end and to whole records; the targets after it hold one reader each to the same.
func FuzzImport(f *testing.F) {
	for _, name := range []string{"hq-session.har", "webhooks.ndjson", "printer-status-postbacks.ndjson", "export.csv", "paste-curl.txt", "paste-raw-http.txt"} {
		f.Add(sampleText(f, name)[:min(len(sampleText(f, name)), 4000)])
	}
	fuzzReader(f, "")
}

// FuzzHAR reads what comes after the start of a recording.
func FuzzHAR(f *testing.F) {
	f.Add(`{"request":{"method":"GET","url":"https://hq.example/v1/requests"},"response":{"status":200,"content":{"encoding":"base64","text":"e30="}}}]}}`)
	f.Add(`{"request":{},"response":null},{"request":{"method":"GET","url":"%"},"response":{"content":{"text":"{"}}}`)
	fuzzReader(f, `{"log":{"version":"1.2","entries":[`)
}

// FuzzCommand reads what comes after curl, as POSIX shells and PowerShell write it.
func FuzzCommand(f *testing.F) {
	f.Add(strings.TrimPrefix(sampleText(f, "paste-curl.txt"), "curl "))
	f.Add("$'\\u00e5' \\\n \"a`\"")
	fuzzReader(f, "curl ")
}

// FuzzPowerShell reads what comes after PowerShell's own command.
func FuzzPowerShell(f *testing.F) {
	f.Add("-Uri \"https://x.example\" -Method POST -Headers @{\"a\"=\"b\"; 'c'='d'} -Body @'\n{}\n'@")
	f.Add("-Uri 'https://x.example' `\n -Body \"a`\"b\"")
	fuzzReader(f, "Invoke-WebRequest ")
}

// FuzzMessage reads what comes after the first line of an HTTP message.
func FuzzMessage(f *testing.F) {
	f.Add("Host: x.example\r\nContent-Type: application/json\r\n\r\n{\"orderReferenceId\":\"NL-1\"}")
	f.Add("Date: Tue, 03 Nov 2026 12:00:00 GMT\n\n\n<order_ref>7</order_ref>")
	fuzzReader(f, "POST /orders HTTP/1.1\r\n")
}

// FuzzCSV reads what comes after the header row of a list.
func FuzzCSV(f *testing.F) {
	f.Add("2026-11-03 12:00,request,submit,NL-1,Fotoboden,accepted,200\n\"2026-11-03\",\"a \"\"b\"\"\",,,,,\r\n")
	f.Add("x,\"\n")
	fuzzReader(f, "date,kind,type,reference,customer,outcome,status\n")
}

// fuzzReader reads a text after a start that chooses the reader.
func fuzzReader(f *testing.F, start string) {
	profile := hq(f)
	f.Fuzz(func(t *testing.T, text string) {
		got, err := takeIn(t, start+text, profile)
		if err != nil && fault.Is(err, fault.Internal) {
			t.Fatal(err)
		}
		for _, r := range got.requests {
			if r.ID == "" || r.Type == "" {
				t.Fatalf("half a record %+v", r)
			}
		}
		for _, p := range got.postbacks {
			if p.ID == "" || p.OccurredAt == 0 || p.Direction == "" {
				t.Fatalf("half a record %+v", p)
			}
		}
	})
}
