package redact_test

import (
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/redact"
)

var tokenForm = regexp.MustCompile(`‹secret:[A-Z2-7]{16}›`)

func newTokens() *redact.Tokens { return redact.NewTokens([]byte(strings.Repeat("k", 32))) }

// shown writes tokens as ‹› so that cases can be read.
func shown(text string) string { return tokenForm.ReplaceAllString(text, "‹›") }

func TestHeader(t *testing.T) {
	const jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl"
	for _, c := range []struct{ name, header, value, want string }{
		{"the scheme stays", "Authorization", "Bearer abc.def", "Bearer ‹›"},
		{"basic stays", "authorization", "Basic ZGVtbzpkZW1v", "Basic ‹›"},
		{"all parts of a digest go", "Authorization", `Digest username="åsa", response="6629fae4"`, "Digest ‹›"},
		{"a key without a scheme goes", "Proxy-Authorization", "abc", "‹›"},
		{"what only looks like a scheme goes", "Authorization", "abc def", "‹›"},
		{"a scheme alone stays", "Authorization", "Negotiate", "Negotiate"},
		{"an API key goes", "X-API-KEY", "demo-key:demo-secret", "‹›"},
		{"and under other names", "x-gelato-apikey", "abc", "‹›"},
		{"a token goes", "X-Amz-Security-Token", "abc", "‹›"},
		{"a signature goes", "X-Hub-Signature-256", "sha256=abc", "‹›"},
		{"a session goes", "X-Session-Id", "abc", "‹›"},
		{"a password goes", "X-FTP-Password", "abc", "‹›"},
		{"cookie names stay", "Cookie", `session=abc; theme="dark";x=`, "session=‹›; theme=‹›;x="},
		{"a cookie without a name goes", "Cookie", "abc", "‹›"},
		{"cookie attributes stay", "Set-Cookie", "id=abc; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT; Max-Age=5; Secure; HttpOnly; SameSite=Lax",
			"id=‹›; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT; Max-Age=5; Secure; HttpOnly; SameSite=Lax"},
		{"a second cookie hides in no attribute", "Set-Cookie", "id=abc; Path=/, b=secret; token=x", "id=‹›; Path=‹›; token=‹›"},
		{"a redirect's token goes", "Location", "/done?access_token=abc&ok=1", "/done?access_token=‹›&ok=1"},
		{"a password in a referrer goes", "Referer", "https://u:p@x.example/?a=b", "https://‹›@x.example/?a=b"},
		{"a URL in brackets", "Link", `<https://x.example/?token=abc>; rel="next"`, `<https://x.example/?token=‹›>; rel="next"`},
		{"a JWT goes from anywhere", "X-Whatever", "user " + jwt + " end", "user ‹› end"},
		{"a handshake goes", "WWW-Authenticate", "Negotiate oYG2MIGz", "Negotiate ‹›"},
		{"a challenge stays", "WWW-Authenticate", `Bearer realm="api", error="invalid_token"`, `Bearer realm="api", error="invalid_token"`},
		{"an idempotency key stays", "Idempotency-Key", "abc-1", "abc-1"},
		{"so does one with a prefix", "X-Idempotency-Key", "abc-1", "abc-1"},
		{"what tells of a token stays", "X-Token-Type", "opaque", "opaque"},
		{"an author is no auth", "X-Author", "abc", "abc"},
		{"policies are no credentials", "Content-Security-Policy", "default-src 'none'", "default-src 'none'"},
		{"all others keep every byte", "X-Request-Id", " d4fc3d97%2F \xff", " d4fc3d97%2F \xff"},
		{"an empty value stays", "X-API-KEY", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			once := newTokens().Header(c.header, c.value)
			if diff := cmp.Diff(c.want, shown(once)); diff != "" {
				t.Error(diff)
			}
			if again := newTokens().Header(c.header, once); again != once {
				t.Errorf("a second time turned %q into %q", once, again)
			}
		})
	}
}

func TestURL(t *testing.T) {
	const jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl"
	for _, c := range []struct{ name, url, want string }{
		{"name and password", "https://demo:demo@x.example:8443/a", "https://‹›@x.example:8443/a"},
		{"a name alone", "sftp://demo@x.example/in/a.csv", "sftp://‹›@x.example/in/a.csv"},
		{"a password with a slash", "https://u:p/w?x#y@x.example/a", "https://‹›@x.example/a"},
		{"no scheme", "u:p@x.example/a", "‹›@x.example/a"},
		{"a mail address is no password", "mailto:asa@kund.example", "mailto:asa@kund.example"},
		{"neither is one alone", "asa@kund.example", "asa@kund.example"},
		{"an @ in the path", "https://x.example:80/@asa", "https://x.example:80/@asa"},
		{"query and fragment", "https://x.example/?api_key=a&token=b&n=%C3%85+c#access_token=d&e=1", "https://x.example/?api_key=‹›&token=‹›&n=%C3%85+c#access_token=‹›&e=1"},
		{"a route in the fragment", "https://x.example/#/done?jwt=a&b=1", "https://x.example/#/done?jwt=‹›&b=1"},
		{"names in other letters", "/?Key=a&apiKey=b&PASSWORD=c&Sig=d&x%2Dtoken=e", "/?Key=‹›&apiKey=‹›&PASSWORD=‹›&Sig=‹›&x%2Dtoken=‹›"},
		{"Amazon", "/f?X-Amz-Algorithm=A&X-Amz-Credential=a%2Fb&X-Amz-Date=1&X-Amz-Signature=c&X-Amz-Security-Token=d&X-Amz-SignedHeaders=host",
			"/f?X-Amz-Algorithm=A&X-Amz-Credential=‹›&X-Amz-Date=1&X-Amz-Signature=‹›&X-Amz-Security-Token=‹›&X-Amz-SignedHeaders=host"},
		{"Google", "/f?GoogleAccessId=a&Expires=1&Signature=b", "/f?GoogleAccessId=‹›&Expires=1&Signature=‹›"},
		{"Azure keeps what is no secret", "/f?sv=2026&sp=r&se=2026-11-05&sig=a%2Bb", "/f?sv=2026&sp=r&se=2026-11-05&sig=‹›"},
		{"CloudFront", "/f?Policy=a&Key-Pair-Id=b&Signature=c", "/f?Policy=‹›&Key-Pair-Id=‹›&Signature=‹›"},
		{"a session in the path", "/a;jsessionid=abc?b=1", "/a;jsessionid=‹›?b=1"},
		{"a grant's code", "/cb?code=4/0AY0e-g7xhT5pMV2Kq9dL&state=x", "/cb?code=‹›&state=x"},
		{"a product's code", "/p?code=PNNL102711SE", "/p?code=PNNL102711SE"},
		{"a URL inside", "/go?to=https%3A%2F%2Fx.example%2F%3Ftoken%3Dabc&n=1", "/go?to=https%3A%2F%2Fx.example%2F%3Ftoken%3D%E2%80%B9%E2%80%BA&n=1"},
		{"a URL inside, not encoded", "/go?to=https://u:p@x.example/?token=abc&n=1", "/go?to=https://‹›@x.example/?token=‹›&n=1"},
		{"a JWT in the path", "https://x.example/" + jwt + "/a", "https://x.example/‹›/a"},
		{"a secret with a semicolon", "/?token=a;b&c=1", "/?token=‹›&c=1"},
		{"a broken percentage", "/?token=%zz&b=%zz", "/?token=‹›&b=%zz"},
		{"an empty value", "/?token=&b=1", "/?token=&b=1"},
		{"nothing to hide", "HTTPS://X.example/%7Ea/../?b=c+d&&=#e", "HTTPS://X.example/%7Ea/../?b=c+d&&=#e"},
	} {
		t.Run(c.name, func(t *testing.T) {
			once := newTokens().URL(c.url)
			plain := strings.ReplaceAll(once, "%E2%80%B9secret%3A", "‹secret:")
			if diff := cmp.Diff(strings.ReplaceAll(c.want, "%E2%80%B9%E2%80%BA", "‹›"), shown(strings.ReplaceAll(plain, "%E2%80%BA", "›"))); diff != "" {
				t.Error(diff)
			}
			if again := newTokens().URL(once); again != once {
				t.Errorf("a second time turned %q into %q", once, again)
			}
		})
	}
}

func TestEqualSecretsHaveEqualTokens(t *testing.T) {
	tokens := newTokens()
	want := tokens.Secret("demo:demo")
	for name, got := range map[string]string{
		"a header":              tokens.Header("X-API-KEY", "demo:demo"),
		"another header":        tokens.Header("X-Secret", "demo:demo"),
		"basic auth":            strings.TrimPrefix(tokens.Header("Authorization", "Basic ZGVtbzpkZW1v"), "Basic "),
		"a query":               strings.TrimPrefix(tokens.URL("/?key=demo%3Ademo"), "/?key="),
		"a host's userinfo":     strings.TrimSuffix(strings.TrimPrefix(tokens.URL("https://demo:demo@x.example"), "https://"), "@x.example"),
		"tokens made elsewhere": newTokens().Secret("demo:demo"),
	} {
		if got != want {
			t.Errorf("%s gives %s, not %s", name, got, want)
		}
	}
	if other := redact.NewTokens([]byte(strings.Repeat("x", 32))).Secret("demo:demo"); other == want {
		t.Error("another key gives the same token")
	}
	if other := tokens.Secret("demo:demO"); other == want {
		t.Error("another secret gives the same token")
	}
}

func TestNoSecretOfTheSampleIsLeftInHeadersAndURLs(t *testing.T) {
	body, err := os.ReadFile("testdata/nl-10264.json")
	if err != nil {
		t.Fatal(err)
	}
	var message struct {
		URL     string
		Headers [][2]string
	}
	if err := json.Unmarshal(body, &message); err != nil {
		t.Fatal(err)
	}
	tokens := newTokens()
	left := tokens.URL(message.URL)
	for _, h := range message.Headers {
		left += "\n" + h[0] + ": " + tokens.Header(h[0], h[1])
	}
	for _, secret := range []string{"demo-live-9f2c", "abc123demo", "ZGVtbzpkZW1v", "demo:demo", "demo-session", "demo-key", "demo-secret"} {
		if !strings.Contains(string(body), secret) && secret != "demo:demo" {
			t.Fatalf("the sample has no %s", secret)
		}
		if strings.Contains(left, secret) {
			t.Errorf("%s is left in:\n%s", secret, left)
		}
	}
	want := "https://intake.gelatoconnect.example/api/nordlys/order?api_key=‹›&token=‹›\nContent-Type: application/json\nAuthorization: Basic ‹›\nCookie: session=‹›\nX-API-KEY: ‹›"
	if diff := cmp.Diff(want, shown(left)); diff != "" {
		t.Error(diff)
	}
}

func FuzzTokens(f *testing.F) {
	f.Add("Cookie", "a=b; c", "https://u:p@h/?token=x&to=%2F%2Fh%3Fkey%3D1#a=b")
	f.Add("Authorization", "Basic ZGVtbzpkZW1v", "//u:p/?@h;sid=1?;=&?#&")
	f.Fuzz(func(t *testing.T, name, value, url string) {
		tokens := newTokens()
		once := tokens.Header(name, value)
		if again := tokens.Header(name, once); again != once {
			t.Errorf("%s: %q, then %q, then %q", name, value, once, again)
		}
		address := tokens.URL(url)
		if again := tokens.URL(address); again != address {
			t.Errorf("%q, then %q, then %q", url, address, again)
		}
		const canary = "cAnArY0123456789x"
		if strings.Contains(url, "‹") || strings.ContainsAny(url, "?#@") {
			return
		}
		if got := tokens.URL(url + "?token=" + canary); strings.Contains(got, canary) {
			t.Errorf("the token is left in %q", got)
		}
	})
}
