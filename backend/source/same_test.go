package source

import (
	"strings"
	"testing"

	"ordertrail/backend/order"
)

func TestTheFeedsOwnProfileMapsNothing(t *testing.T) {
	for list, l := range FeedProfile().lists {
		if !l.same {
			t.Errorf("%s would be mapped field by field", list)
		}
	}
	for _, change := range [][2]string{
		{`orderId: "$.orderId"`, `orderId: "$.orderID"`}, {`        n: "$.n"`, `        n: "$.m"`}, {"nullMeans: not_reached", "nullMeans: not_captured"},
		{`      status: "$.status"`, `      status: {path: "$.status", map: {a: b}}`}, {"headers: pairs", "headers: object"},
		{`updatedAt: "$.updatedAt"`, `updatedAt: {path: "$.updatedAt", time: unix}`}, {`      packageId: "$.packageId"` + "\n", ""},
	} {
		p, err := ParseProfile([]byte(strings.ReplaceAll(string(feedText), change[0], change[1])), "x")
		if err != nil {
			t.Fatal(err)
		}
		if p.lists[order.Requests].same && p.lists[order.Postbacks].same {
			t.Errorf("with %s it still counts as the feed", change[1])
		}
	}
}
