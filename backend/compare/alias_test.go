package compare_test

import (
	"testing"

	"ordertrail/backend/compare"
)

func TestAliasesOfAUser(t *testing.T) {
	everyone, customers, err := compare.ParseAliases([]byte("[quantity]\nitem = [\"Stk.\"]\n[customers.\"Nordlys\".product]\nany = [\"vnr\"]\n"))
	if err != nil {
		t.Fatal(err)
	}
	order, request := []byte(`{"lines":[{"vnr":"A","stk":3}]}`), []byte(`{"items":[{"productUid":"A","quantity":4}]}`)
	for _, c := range []struct {
		name  string
		v     *compare.Vocabulary
		found bool
	}{
		{"without them nothing is known of the names", vocabulary(t), false},
		{"those of everyone and of the customer together", vocabulary(t, everyone, customers["Nordlys"]), true},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := c.v.Compare(c.v.Read("application/json", order), c.v.Read("application/json", request))
			if found := got.Same == 1 && got.Changed == 1; found != c.found {
				t.Errorf("%+v", got)
			}
		})
	}
}

func TestAliasesThatCannotBeRead(t *testing.T) {
	for _, text := range []string{"[quantity", "[wuantity]\nany = [\"a\"]", "[quantity]\nany = 3", "[customers.a.wuantity]\nany = [\"a\"]",
		"[quantity]\nitems = [\"a\"]", "[customers.a.quantity]\nitems = [\"a\"]"} {
		if _, _, err := compare.ParseAliases([]byte(text)); err == nil {
			t.Errorf("%q was read", text)
		}
	}
}

func TestANameMeansTheSameEveryTimeAVocabularyIsMade(t *testing.T) {
	body := []byte(`{"pozycje":[{"kod":"plakat_A4","liczba":2}],"kod":"00-950"}`)
	of := func() string {
		said := ""
		for _, f := range vocabulary(t).Read("application/json", body).Fields {
			said += f.Path() + "=" + string(f.Concept) + " "
		}
		return said
	}
	first := of()
	for range 50 {
		if again := of(); again != first {
			t.Fatalf("%s\nthen %s", first, again)
		}
	}
}

func TestAWordOfTheUsersOwnOutdoesANarrowerOneOfOurs(t *testing.T) {
	v, err := compare.NewVocabulary(compare.Aliases{compare.Quantity: {Any: []string{"kod"}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range v.Read("application/json", []byte(`{"items":[{"kod":"3","sku":"P"}]}`)).Fields {
		if f.Value == "3" && f.Concept != compare.Quantity {
			t.Errorf("kod is %s", f.Concept)
		}
	}
}

func TestDotsPartTheWordsOfACodeAndNotItsNumbers(t *testing.T) {
	if !compare.Spell("KARTE.A6.DUO").Contradicts(compare.Spell("cards_pf_a5_pt_350-gsm-coated-silk_cl_4-4_ver")) {
		t.Error("A6 is not held against A5")
	}
	if s := compare.Spell("SHEET-8.5x11"); len(s.Sizes) != 1 || s.Sizes[0] != "8.5X11" {
		t.Errorf("8.5 × 11 is read as %v", s.Sizes)
	}
}
