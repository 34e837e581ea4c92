package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"slices"
	"strings"
	"testing"

	"ordertrail/backend/order"
)

// Long bodies and short ones, in every place where a record has one.
func framesWithLongBodies() map[string]*frame {
	long, short := bytes.Repeat([]byte("0123456789abcdef"), 1<<17), []byte(`{"a":1}`)
	text := strings.Repeat("text", 1<<19)
	return map[string]*frame{
		"original":  {Request: &order.Request{ID: "1", Stages: order.Stages{Original: &order.Message{Body: long}, Final: &order.Message{Body: short}}}},
		"two":       {Request: &order.Request{ID: "2", Stages: order.Stages{Original: &order.Message{Body: long}, Final: &order.Message{Body: long[1:]}}}},
		"formatted": {Request: &order.Request{ID: "3", Stages: order.Stages{Response: &order.Response{Message: order.Message{Body: short}, Formatted: &order.Message{Body: long}}}}},
		"template":  {Request: &order.Request{ID: "4", Stages: order.Stages{Template: &order.Template{InputContext: long, Rendered: &text}}}},
		"payload":   {Postback: &order.Postback{ID: "5", Payload: long, Delivery: &order.Delivery{Sent: &order.Message{Body: long[2:]}}}},
		"short":     {Postback: &order.Postback{ID: "6", Payload: short}},
	}
}

func TestLongBodiesComeBackAsTheyWere(t *testing.T) {
	f := testFrames(t)
	for name, fr := range framesWithLongBodies() {
		raw, err := f.encode.Marshal(fr)
		if err != nil {
			t.Fatal(err)
		}
		got, err := f.decoded(raw)
		if err != nil {
			t.Fatal(name, err)
		}
		again, err := f.encode.Marshal(got)
		if err != nil || !bytes.Equal(again, raw) {
			t.Errorf("%s: another record came back: %v", name, err)
		}
	}
}

func TestALongFrameIsDecodedAsItWasOrNotAtAll(t *testing.T) {
	f := testFrames(t)
	for _, size := range []int{100, leastStreamed - 1, leastStreamed, leastStreamed + 1, 3*leastStreamed + 7} {
		raw := bytes.Repeat([]byte("0123456789abcdefghijk\x00"), size/22+1)[:size]
		codec, packed := f.squeeze(order.Requests, raw)
		if codec == plain {
			t.Fatal("it was not compressed")
		}
		got, err := f.expand(t.Context(), nil, codec, packed)
		if err != nil || !bytes.Equal(got, raw) {
			t.Errorf("%d bytes came back as %d: %v", size, len(got), err)
		}
		if got, err := f.expand(t.Context(), nil, codec, slices.Concat(magic, packed)); err != nil || !bytes.Equal(got, raw) {
			t.Errorf("%d bytes with the magic that was stored before came back as %d: %v", size, len(got), err)
		}
		if _, err := f.expand(t.Context(), nil, codec, packed[:len(packed)-9]); !errors.Is(err, errDigest) {
			t.Errorf("%d bytes without their end: %v", size, err)
		}
		packed[len(packed)-1] ^= 1
		if _, err := f.expand(t.Context(), nil, codec, packed); !errors.Is(err, errDigest) {
			t.Errorf("%d bytes with a checksum that does not hold: %v", size, err)
		}
	}
}

func TestADigestIsThatOfTheWholeRecord(t *testing.T) {
	f := testFrames(t)
	for name, fr := range framesWithLongBodies() {
		got, err := f.digest(fr)
		if err != nil {
			t.Fatal(name, err)
		}
		raw, err := f.encode.Marshal(fr) // without updatedAt and a text's number it is what is digested
		if want := sha256.Sum256(raw); err != nil || !bytes.Equal(got, want[:12]) {
			t.Errorf("%s: digest %x, want %x, %v", name, got, want[:12], err)
		}
	}
}

func TestAFrameCutOffIsNoRecord(t *testing.T) {
	f := testFrames(t)
	raw, err := f.encode.Marshal(framesWithLongBodies()["original"])
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{len(raw) - 1, len(raw) - 8, leastApart} {
		if _, err := f.decoded(raw[:n]); err == nil {
			t.Errorf("%d of %d bytes were read as a record", n, len(raw))
		}
	}
}

func testFrames(t *testing.T) *frames {
	t.Helper()
	s, err := Open(context.Background(), t.TempDir(), func() order.Millis { return 1 })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s.frames
}
