package export_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"ordertrail/backend/export"
	"ordertrail/backend/feed"
	"ordertrail/backend/order"
)

// samples are the records of the feed's own tests.
func samples(t *testing.T) []export.Record {
	t.Helper()
	var all []export.Record
	for _, item := range items(t, "../feed/testdata/requests.json") {
		r, err := feed.ReadRequest(item)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, export.Record{Source: "feed", Request: r})
	}
	for _, item := range items(t, "../feed/testdata/postbacks.json") {
		p, err := feed.ReadPostback(item)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, export.Record{Source: "feed", Postbacks: []*order.Postback{p}})
	}
	return all
}

func items(t *testing.T, path string) []feed.Item {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	page, err := feed.ReadPage(text)
	if err != nil {
		t.Fatal(err)
	}
	return page.Items
}

// diagnostic are the fields by which a developer finds the fault.
var diagnostic = func() map[string]bool {
	all := map[string]bool{}
	for _, name := range strings.Fields(`id orderReferenceId orderId itemReferenceId packageId referenceId existingId number ref sku productUid productCode
		shipmentMethodUid qty quantity status type event direction result at receivedAt updatedAt occurredAt createdAt currentDate expectedDispatchDate
		daysDelayed code class message path line country currency orderType name.template engine format field key hit strict weight n durationMs contentType
		charset method transport parcel carrier side speed message error details preventDuplicate retryOnFailure`) {
		all[name] = true
	}
	return all
}()

// facts are the diagnostic fields of a JSON value, by path; JSON inside of strings counts.
func facts(v any, path, name string, into map[string]string) {
	switch v := v.(type) {
	case map[string]any:
		for key, each := range v {
			facts(each, path+"/"+key, key, into)
		}
	case []any:
		for i, each := range v {
			facts(each, fmt.Sprintf("%s/%d", path, i), name, into)
		}
	case string:
		var inner any
		if json.Unmarshal([]byte(v), &inner) == nil {
			if _, isNumber := inner.(float64); !isNumber {
				facts(inner, path+"!", name, into)
				return
			}
		}
		if diagnostic[name] && v != "" {
			into[path] = v
		}
	case float64:
		if diagnostic[name] {
			into[path] = fmt.Sprint(v)
		}
	}
}

func TestWhatADeveloperNeedsSurvives(t *testing.T) {
	read := func(o export.Options) map[string]string {
		var out bytes.Buffer
		o.Now = now
		if _, err := export.JSON(context.Background(), &out, export.Of(samples(t)...), o); err != nil {
			t.Fatal(err)
		}
		var v any
		if err := json.Unmarshal(out.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		found := map[string]string{}
		facts(v, "", "", found)
		return found
	}
	was, is := read(export.Options{Unmasked: true}), read(export.Options{})
	survived := 0
	for path, value := range was {
		if is[path] == value {
			survived++
			continue
		}
		t.Logf("%s: %q became %q", path, value, is[path])
	}
	if share := float64(survived) / float64(len(was)); len(was) < 1000 || share < 0.98 {
		t.Errorf("%d of %d survived (%.1f %%)", survived, len(was), 100*share)
	}
}
