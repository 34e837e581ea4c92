// Command large fills a history with requests whose bodies are as large as is asked for, in MB. No source hands over
// records that long; the inspector must bear them all the same. large.mjs starts it.
package main

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"ordertrail/backend/order"
	"ordertrail/backend/store"
)

const (
	at   order.Millis = 1_795_000_000_000
	item              = `{"sku":"FP-OAK-50x70","quantity":250,"files":[{"type":"default","url":"https://f.example/1.pdf"}]},`
)

func main() {
	if err := fill(context.Background(), os.Args[1], os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

func fill(ctx context.Context, dir string, sizes []string) error {
	s, err := store.Open(ctx, dir, func() order.Millis { return at })
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }()
	h, err := s.History(ctx, store.Source{Name: "large", Kind: "feed"})
	if err != nil {
		return err
	}
	for _, size := range sizes {
		mb, err := strconv.Atoi(size)
		if err != nil {
			return err
		}
		if _, err := h.Save(ctx, order.Batch{List: order.Requests, Requests: []*order.Request{large(mb)}, At: at}); err != nil {
			return err
		}
	}
	return nil
}

func large(mb int) *order.Request {
	body := `{"orderReferenceId":"L-` + strconv.Itoa(mb) + `","items":[` + strings.Repeat(item, mb<<20/len(item)) + `"the end"]}`
	return &order.Request{
		ID: "large-" + strconv.Itoa(mb), ReceivedAt: at, UpdatedAt: at + order.Millis(time.Second/time.Millisecond), Type: order.Submit,
		OrderReferenceID: "L-" + strconv.Itoa(mb),
		Stages:           order.Stages{Original: &order.Message{At: at, ContentType: "application/json", Body: []byte(body)}},
	}
}
