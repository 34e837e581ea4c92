package redact_test

import (
	"regexp"
	"strings"
	"testing"

	"ordertrail/backend/redact"
)

// under masks a JSON body in two rounds, with rules.
func under(t *testing.T, body string, rules ...redact.Rule) (string, *redact.Masker) {
	t.Helper()
	m := newMasker()
	m.Lead("NL-10231")
	m.Under(rules)
	m.Body("application/json", []byte(body))
	m.Settle()
	out, _ := m.Body("application/json", []byte(body))
	if leaks := m.Leaks(out); len(leaks) > 0 {
		t.Errorf("%s leaks %v", out, leaks)
	}
	return readable(string(out), map[string]int{}), m
}

func allow(name string) redact.Rule { return redact.Rule{Of: redact.Named(name)} }

func mask(name, kind string) redact.Rule { return redact.Rule{Of: redact.Named(name), As: kind} }

func path(steps ...redact.Step) *redact.Fields { return redact.At(steps) }

func step(name string) redact.Step { return redact.Step{Names: []string{name}} }

func TestRules(t *testing.T) {
	any, deep := redact.Step{Any: true}, redact.Step{Any: true, Deep: true}
	for _, c := range []struct {
		name, body, want string
		rules            []redact.Rule
	}{
		{"a field that is on no list may leave", `{"depot":"Norra Kajen"}`, `{"depot":"Norra Kajen"}`, []redact.Rule{allow("depot")}},
		{"its name may be written in other ways", `{"depot_name":"Norra Kajen"}`, `{"depot_name":"Norra Kajen"}`, []redact.Rule{allow("depotName")}},
		{"even one that says whose it is", `{"shipTo":{"city":"Kiruna"},"city":"Ystad"}`, `{"shipTo":{"city":"Kiruna"},"city":"‹city 1›"}`,
			[]redact.Rule{allow("shipTo.city")}},
		{"a path leads to it", `{"meta":[{"run":"Blå serien"}],"run":"Röda serien"}`, `{"meta":[{"run":"Blå serien"}],"run":"‹text 1›"}`,
			[]redact.Rule{{Of: path(step("meta"), any, step("run"))}}},
		{"a path to all inside", `{"meta":{"a":"Blå serien","b":{"c":"Grå serien"}}}`, `{"meta":{"a":"Blå serien","b":{"c":"Grå serien"}}}`,
			[]redact.Rule{{Of: path(step("meta"), deep)}}},
		{"a field is masked that otherwise may leave", `{"status":"shipped","sku":"A-1"}`, `{"status":"shipped","sku":"‹text 1›"}`, []redact.Rule{mask("sku", "text")}},
		{"then wherever else it stands", `{"campaign":"SUMMER-77","message":"no SUMMER-77 here","ref":"SUMMER-77"}`,
			`{"campaign":"‹company 1›","message":"no ‹company 1› here","ref":"‹company 1›"}`, []redact.Rule{mask("campaign", "company")}},
		{"even the record's own reference", `{"orderReferenceId":"NL-10231","message":"NL-10231 is late"}`,
			`{"orderReferenceId":"‹number 1›","message":"‹number 1› is late"}`, []redact.Rule{mask("orderReferenceId", "number")}},
		{"masking outdoes allowing", `{"depot":"Norra Kajen"}`, `{"depot":"‹text 1›"}`, []redact.Rule{allow("depot"), mask("depot", "text")}},
		{"what is somebody's elsewhere stays masked", `{"lastName":"Lindqvist","depot":"Lindqvist lager"}`, `{"lastName":"‹name 1›","depot":"‹name 1› lager"}`,
			[]redact.Rule{allow("depot")}},
		{"so does a short name", `{"firstName":"Li","depot":"Li"}`, `{"firstName":"‹name 1›","depot":"‹name 1›"}`, []redact.Rule{allow("depot")}},
		{"a form is masked wherever it stands", `{"sku":"PRJ-001122","message":"not found: PRJ-001122 of A-1"}`, `{"sku":"‹text 1›","message":"not found: ‹text 1› of A-1"}`,
			[]redact.Rule{{Form: regexp.MustCompile(`PRJ-\d{6}`), As: "text"}}},
		{"even a short one", `{"sku":"Q77","message":"not found: Q77"}`, `{"sku":"‹text 1›","message":"not found: ‹text 1›"}`,
			[]redact.Rule{{Form: regexp.MustCompile(`\bQ\d\d\b`), As: "text"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, _ := under(t, c.body, c.rules...); got != c.want {
				t.Errorf("%s became\n%s, not\n%s", c.body, got, c.want)
			}
		})
	}
}

func TestNoRuleLetsASecretGo(t *testing.T) {
	everything := redact.Rule{Of: path(redact.Step{Any: true, Deep: true})}
	const canary = "hunter2-Demo"
	for name, body := range map[string]string{
		"a field of that name":      `{"password":"` + canary + `"}`,
		"inside of others":          `{"auth":{"value":"` + canary + `"}}`,
		"JSON in a string":          `{"depot":"{\"apiKey\":\"` + canary + `\"}"}`,
		"a sentence":                `{"depot":"the password: ` + canary + ` is old"}`,
		"a parameter":               `{"depot":"https://x.example/a?token=` + canary + `"}`,
		"a user of an address":      `{"depot":"https://asa:` + canary + `@x.example/a"}`,
		"a header in a text":        `{"depot":"Cookie: sid=` + canary + `"}`,
		"base64 of such a sentence": `{"depot":"cGFzc3dvcmQ6IGh1bnRlcjItRGVtbw=="}`,
		"known from elsewhere":      `{"token":"` + canary + `","depot":"` + canary + `"}`,
	} {
		t.Run(name, func(t *testing.T) {
			out, m := under(t, body, everything, allow("depot"), allow("password"))
			if strings.Contains(out, canary) || strings.Contains(out, "cGFzc3") {
				t.Errorf("it became %s", out)
			}
			if m.Counts()["secret"] == 0 {
				t.Errorf("no secret was counted in %s", out)
			}
		})
	}
}

func TestRulesHoldForHeadersAndParameters(t *testing.T) {
	m := newMasker()
	m.Under([]redact.Rule{allow("x-depot"), allow("depot"), allow("x-api-key"), mask("x-request-id", "number")})
	round := func() string {
		return strings.Join([]string{m.Header("X-Depot", "Norra Kajen"), m.Header("X-API-Key", "abc-9"), m.Header("X-Request-Id", "req-778899"),
			m.URL("https://x.example/a?depot=Norra+Kajen&gate=Norra+Grinden")}, "\n")
	}
	round()
	m.Settle()
	const want = "Norra Kajen\n‹secret 1›\n‹number 2›\nhttps://x.example/a?depot=Norra+Kajen&gate=‹text 3›"
	if got := readable(round(), map[string]int{}); got != want {
		t.Errorf("they became\n%s, not\n%s", got, want)
	}
}

func TestEveryDecisionIsTold(t *testing.T) {
	m := newMasker()
	m.Lead("NL-10231")
	m.Under([]redact.Rule{{File: "acme.yaml", Line: 4, Of: redact.Named("depot")}, {File: "acme.yaml", Line: 7, Of: redact.Named("sku"), As: "text"}})
	body := []byte(`{"ref":"NL-10231","depot":"Norra Kajen","items":[{"sku":"A-1","note":"Grattis"}],"status":"sent","lastName":"Lindqvist","message":"not found: Åke",
		"mobil2":"+46701234567","token":"x","batch":"B Lindqvist","x":"{\"qty\":2}"}`)
	m.Body("application/json", body)
	m.Settle()
	told := map[string]redact.Why{}
	m.Tell(func(d redact.Decision) { told[strings.Join(d.Path, ".")] = d.Why })
	m.Body("application/json", body)
	for path, want := range map[string]redact.Why{
		"ref": {Reason: redact.IsRecord}, "depot": {Reason: redact.ByAllowRule, File: "acme.yaml", Line: 4}, "items..sku": {Reason: redact.ByMaskRule, File: "acme.yaml", Line: 7},
		"items..note": {Reason: redact.IsPersonal}, "status": {Reason: redact.IsListed}, "lastName": {Reason: redact.IsPersonal}, "message": {Reason: redact.IsSaid},
		"mobil2": {Reason: redact.IsShaped}, "token": {Reason: redact.IsSecret}, "batch": {Reason: redact.IsUnlisted}, "x.qty": {Reason: redact.IsListed},
	} {
		if told[path] != want {
			t.Errorf("%s: %+v, not %+v", path, told[path], want)
		}
	}
	if len(told) != 11 {
		t.Errorf("told %v", told)
	}
}
