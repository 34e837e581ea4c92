package compare_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordertrail/backend/order"
)

// blamed are the fields that an answer complains of: place, value, what is said, and the value it was made of.
func blamed(t *testing.T, final, answer string) []string {
	t.Helper()
	message := func(body string) *order.Message {
		return &order.Message{ContentType: "application/json", Body: []byte(body)}
	}
	stages := order.Stages{
		Original: message(`{"zip":"","land":"XX","lines":[{"art":"A"},{"art":"FP-OAK","antal":0}]}`),
		Final:    message(final),
		Response: &order.Response{Message: *message(answer)},
	}
	var out []string
	for _, b := range vocabulary(t).Of(&stages).Blamed() {
		from := ""
		if b.From != nil {
			from = b.From.Path()
		}
		out = append(out, b.Field.Path()+" = "+b.Field.Value+" | "+b.Says+" | "+from)
	}
	return out
}

func TestAnAnswersComplaintsLeadToTheFields(t *testing.T) {
	const final = `{"orderReferenceId":"N","items":[{"productUid":"A","quantity":1},{"productUid":"FP-OAK","quantity":0}],
		"shipping":{"address":[{"type":"sender","postalCode":"1"},{"type":"delivery","postalCode":"","countryCode":"XX"}]}}`
	for _, c := range []struct {
		name, answer string
		want         []string
	}{
		{"by a place in words", `{"message":"items[1].quantity must be 1 or more"}`,
			[]string{"items[1].quantity = 0 | items[1].quantity must be 1 or more | lines[1].antal"}},
		{"by a pointer", `{"errors":[{"pointer":"/items/1/quantity","detail":"too few"}]}`, []string{"items[1].quantity = 0 | too few | lines[1].antal"}},
		{"by another name for it", `{"errors":[{"field":"shippingAddress.postCode","message":"must not be empty"},{"field":"shippingAddress.country","message":"XX is not a country"}]}`,
			[]string{"shipping.address[1].postalCode =  | must not be empty | zip", "shipping.address[1].countryCode = XX | XX is not a country | land"}},
		{"once", `{"message":"items[0].quantity","path":"$.items[0].quantity"}`, []string{"items[0].quantity = 1 | items[0].quantity | "}},
		{"never by a guess among several", `{"field":"quantity","message":"no"}`, nil},
		{"not by what was not sent", `{"message":"see docs.example/help","field":"voucher.code"}`, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, blamed(t, final, c.answer)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
