package diagnose_test

import (
	"strings"
	"testing"

	"ordertrail/backend/diagnose"
)

const personalFinal = `final={"orderReferenceId":"NL-1","orderType":"order","shippingAddress":{"firstName":"Anna","lastName":"Lindqvist","addressLine1":"Storgatan~12","city":"Uppsala","postCode":"75310","email":"anna.lindqvist@mail.example","phone":"+46701234567"},"items":[{"productUid":"p","quantity":1}]}`

// TestCustomersReadNothingPersonal lets printers and customers' systems quote the order in what they answer.
func TestCustomersReadNothingPersonal(t *testing.T) {
	quoted := "Storgatan~12~in~75310~Uppsala~for~Anna~Lindqvist~(anna.lindqvist@mail.example,~+46701234567)~is~unknown"
	cases := map[diagnose.Scenario]string{
		diagnose.Disappeared:     "submit 11-02T08:00 answer=400 " + personalFinal + ` body={"message":"` + quoted + `"}`,
		diagnose.PrinterNeverGot: "submit 11-02T08:00 answer=400 " + personalFinal + ` body={"message":"` + quoted + `"}`,
		diagnose.ShippingNotice:  "submit 11-02T08:00 " + personalFinal + "\nnews 11-04T08:00 shipped parcel=P1 told={\"success\":false,\"error\":\"" + quoted + "\"}",
		diagnose.WrongProduct:    "submit 11-02T08:00 " + personalFinal + "\nnews 11-04T08:00 shipped mail tries=250",
	}
	for scenario, lines := range cases {
		e := newScene(t, lines).e
		r := diagnose.Diagnose(scenario, e)
		for lang, w := range spoken() {
			for _, l := range []diagnose.Length{diagnose.Line, diagnose.Mail} {
				text := w.Reply(r, l, ends)
				for _, private := range []string{"Anna", "Lindqvist", "Storgatan", "75310", "Uppsala", "lindqvist@", "701234567"} {
					if strings.Contains(strings.ToLower(text), strings.ToLower(private)) {
						t.Errorf("%s, %s, %s: %s is in\n%s", scenario, lang, l, private, text)
					}
				}
			}
		}
	}
}

func TestTheMailboxThatAMessageWentToIsTheAgentsToKnow(t *testing.T) {
	r := diagnose.Diagnose(diagnose.ShippingNotice, newScene(t, "submit 11-02T08:00\nnews 11-04T08:00 shipped parcel=P1 mail tries=250").e)
	w := spoken()["en"]
	if said := w.Say(r.Conclusion); !strings.Contains(said, "anna@shop.example") {
		t.Error(said)
	}
	if said := w.Reply(r, diagnose.Line, ends); strings.Contains(said, "anna@") || !strings.Contains(said, "shop.example") {
		t.Error(said)
	}
}

func TestAReplyBeginsAndLastsAsItsLengthSays(t *testing.T) {
	r := diagnose.Diagnose(diagnose.ShippingNotice, newScene(t, "submit 11-02T08:00\nnews 11-04T08:00 shipped parcel=P1 tries=302,302").e)
	for lang, begins := range map[string]string{"en": "Here's exactly what happened with order NL-1", "sv": "Här är exakt vad som hände med order NL-1"} {
		w := spoken()[lang]
		for _, l := range diagnose.AllLengths {
			if text := w.Reply(r, l, ends); !strings.HasPrefix(text, begins) {
				t.Errorf("%s %s: %s", lang, l, text)
			}
		}
		if line := w.Reply(r, diagnose.Line, ends); strings.Contains(line, "\n") {
			t.Error(line)
		}
		if text := w.Reply(r, diagnose.Technical, ends); !strings.Contains(text, "p2/2") {
			t.Errorf("%s: the technical reply names no attempt:\n%s", lang, text)
		}
	}
}
