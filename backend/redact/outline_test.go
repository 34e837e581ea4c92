package redact_test

import (
	"regexp"
	"strings"
	"testing"
)

func TestPseudonymsKeepTheOutlineOfAValue(t *testing.T) {
	for _, c := range []struct{ name, field, value, want string }{
		{"a phone number", "phone", "+46 70-123 45 67", "phone·11d·+46"},
		{"one of another country", "phone", "00358 40 123 4567", "phone·14d·+358"},
		{"one of America", "phone", "+1 (212) 555-0182", "phone·11d·+1"},
		{"one that is dialled within a country", "mobil", "070-123 45 67", "phone·10d"},
		{"a short one", "phone", "112", "phone·3d"},
		{"a phone number that is none", "phone", "ring Åsa", "phone"},
		{"a mail address", "email", "asa.lindqvist@kund.example.se", "email·.se"},
		{"one with a long end", "email", "asa@kund.lindqvist", "email·valid"},
		{"one that can't be right", "email", "asa(at)kund.se", "email·invalid"},
		{"a postcode", "zip", "211 34", "postcode·99999"},
		{"a British one", "postCode", "SW1A 1AA", "postcode·AA9A9AA"},
		{"an account", "iban", "SE45 5000 0000 0583 9825 7466", "iban·SE·24"},
		{"one that can't be right", "iban", "SE46 5000 0000 0583 9825 7466", "iban·SE·24·invalid"},
		{"a card", "cardNumber", "4111 1111 1111 1111", "card·16d"},
		{"one that can't be right", "cardNumber", "4111 1111 1111 1112", "card·16d·invalid"},
		{"a birth date", "dateOfBirth", "1987-05-03", "date·9999-99-99"},
		{"written otherwise", "dateOfBirth", "3/5 1987", "date·9/9_9999"},
		{"a personal number", "personnummer", "19870503-1239", "personid·12d"},
		{"a name has none", "lastName", "Lindqvist", "name"},
		{"nor has a secret", "token", "abc123", "secret"},
		{"nor what is far too long for a postcode", "zip", strings.Repeat("Björkgatan 12 ", 9), "postcode"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newMasker()
			got := m.Field(c.value, c.field)
			parts := regexp.MustCompile(`^‹([a-z]+):[A-Z2-7]{12}(.*)›$`).FindStringSubmatch(got)
			if parts == nil || parts[1]+parts[2] != c.want {
				t.Errorf("%s became %s, not %s", c.value, got, c.want)
			}
			m.Settle()
			if leaks := m.Leaks([]byte(`{"a":"` + m.Field(c.value, c.field) + `"}`)); len(leaks) > 0 {
				t.Errorf("the outline leaks %v", leaks)
			}
			again := newMasker().Text("see " + got + " there")
			if strings.Count(again, "‹") != 1 {
				t.Errorf("masked again it is %s", again)
			}
		})
	}
}
