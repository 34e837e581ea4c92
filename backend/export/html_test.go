package export_test

import (
	"crypto/sha256"
	"encoding/base64"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"ordertrail/backend/export"
)

// between is what stands between two texts.
func between(t *testing.T, text, from, to string) string {
	t.Helper()
	_, rest, ok := strings.Cut(text, from)
	if !ok {
		t.Fatalf("no %s", from)
	}
	inner, _, _ := strings.Cut(rest, to)
	return inner
}

func TestThePolicyOfAPageNamesItsScriptAndStyle(t *testing.T) {
	page := shared(t, export.AsHTML, export.Options{}, records()...)
	policy := html.UnescapeString(between(t, page, `Content-Security-Policy" content="`, `"`))
	for _, part := range []string{"script", "style"} {
		sum := sha256.Sum256([]byte(between(t, page, "<"+part+">", "</"+part+">")))
		if want := part + "-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !strings.Contains(policy, want) {
			t.Errorf("the policy lacks %s: %s", want, policy)
		}
		if n := strings.Count(page, "<"+part); n != 1 {
			t.Errorf("%d elements %s", n, part)
		}
	}
	if !strings.HasPrefix(policy, "default-src 'none';") {
		t.Errorf("the policy is %s", policy)
	}
}

func TestNothingOfARecordIsMarkupInAPage(t *testing.T) {
	attack := `</pre></script><script>alert(1)</script><img src=x onerror=alert(1)><svg/onload=alert(1)>" onfocus=alert(1) x="{{.}}<!--`
	r := someone()
	r.OrderReferenceID, r.Customer.Name, r.Stages.Template.Name, r.Stages.Final.URL = attack, attack, attack, "javascript:alert(1)"
	r.Stages.Original.Body, r.Stages.Original.ContentType = []byte(attack), "text/html"
	page := shared(t, export.AsHTML, export.Options{Unmasked: true}, export.Record{Request: r, Note: attack})
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		seen[n.Data]++
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "src" || a.Key == "href" && !strings.HasPrefix(a.Val, "#") {
				t.Errorf("%s has %s=%q", n.Data, a.Key, a.Val)
			}
		}
	}
	if seen["script"] != 1 || seen["img"]+seen["svg"] > 0 || seen["article"] != 1 {
		t.Errorf("the page has %v", seen)
	}
}

func TestAPageShowsStagesComparisonAndCourse(t *testing.T) {
	page := shared(t, export.AsHTML, export.Options{}, records()...)
	token := regexp.MustCompile(`‹email:[A-Z2-7]+[^›]*›`).FindString(page)
	if token == "" || strings.Count(page, token) < 2 {
		t.Errorf("one address, its pseudonym in %d places", strings.Count(page, token))
	}
	for _, want := range []string{"Original Request", "Template Processing", "Final Request", "System Response", "Original Request → Final Request", "Timeline",
		"Shipping notification", "‹name:"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if sv := shared(t, export.AsHTML, export.Options{Language: "sv"}, records()...); !strings.Contains(sv, "Slutlig förfrågan") || !strings.Contains(sv, `lang="sv"`) {
		t.Error("the Swedish page is not Swedish")
	}
}
