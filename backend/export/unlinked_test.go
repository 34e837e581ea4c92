package export_test

import (
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base32"
	"flag"
	"fmt"
	"hash"
	"regexp"
	"strings"
	"testing"

	"ordertrail/backend/export"
)

// guesses is how many phone numbers are tried against an export.
var guesses = flag.Int("guesses", 20_000, "phone numbers to try against an export")

var pseudonyms = regexp.MustCompile(`‹[a-z]+:([A-Z2-7]+)[^›]*›`)

// tokensOf are the pseudonyms of an export, without their kinds.
func tokensOf(text string) map[string]bool {
	all := map[string]bool{}
	for _, m := range pseudonyms.FindAllStringSubmatch(text, -1) {
		all[m[1]] = true
	}
	return all
}

func TestTwoExportsCanNotBeLinked(t *testing.T) {
	one := tokensOf(shared(t, export.AsJSON, export.Options{}, records()...))
	other := tokensOf(shared(t, export.AsJSON, export.Options{}, records()...))
	if len(one) < 3 || len(one) != len(other) {
		t.Fatalf("%d and %d pseudonyms", len(one), len(other))
	}
	for token := range one {
		if other[token] {
			t.Errorf("both have %s", token)
		}
	}
}

func TestNoNumberIsFoundByTryingThemAll(t *testing.T) {
	r := records()
	r[0].Request.Stages.Original.Body = []byte(`{"phone":"+46 70-000 12 34","mobil":"0700001234"}`)
	tokens := tokensOf(shared(t, export.AsJSON, export.Options{}, r...))
	makes := []func() hash.Hash{md5.New, sha1.New, sha256.New, func() hash.Hash { return hmac.New(sha256.New, nil) }}
	for i := range *guesses {
		for _, number := range []string{fmt.Sprintf("+4670%07d", i), fmt.Sprintf("4670%07d", i), fmt.Sprintf("070%07d", i)} {
			for _, text := range []string{number, "pseudonym\x00" + number, "phone" + number} {
				for _, make := range makes {
					h := make()
					h.Write([]byte(text))
					if token := base32.StdEncoding.EncodeToString(h.Sum(nil)); tokens[token[:12]] {
						t.Fatalf("%s is %s", number, token[:12])
					}
				}
			}
		}
	}
}

func TestPseudonymsKeepWhatIsEqualEqual(t *testing.T) {
	text := shared(t, export.AsJSON, export.Options{}, records()...)
	mails := map[string]bool{}
	for _, m := range regexp.MustCompile(`‹email:[A-Z2-7]+[^›]*›`).FindAllString(text, -1) {
		mails[m] = true
	}
	if len(mails) != 1 || strings.Count(text, "‹email:") < 3 {
		t.Errorf("one address has %d pseudonyms in %d places", len(mails), strings.Count(text, "‹email:"))
	}
}
