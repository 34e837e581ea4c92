package story_test

import (
	"strconv"

	"ordertrail/backend/order"
	"ordertrail/backend/story"
)

const (
	minute order.Millis = 60_000
	hour                = 60 * minute
	day                 = 24 * hour
	start  order.Millis = 1_793_707_200_000 // 2026-11-03T12:00:00Z
)

// submit is an accepted submit.
func submit(id string, at order.Millis) *order.Request {
	status := 200
	return &order.Request{ID: id, ReceivedAt: at, Type: order.Submit, OrderReferenceID: "NL-1", OrderID: "g1", Stages: order.Stages{
		Original: &order.Message{}, Final: &order.Message{}, Response: &order.Response{Status: &status}}}
}

// news is something that the customer was told, at the first try.
func news(id, state string, at order.Millis) *order.Postback {
	return &order.Postback{ID: id, OccurredAt: at, Direction: order.ToCustomer, Event: "order_" + state, Status: state, OrderReferenceID: "NL-1",
		OrderID: "g1", Delivery: &order.Delivery{Attempts: []order.Attempt{try(1, at, 200)}}}
}

func try(n int, at order.Millis, status int) order.Attempt {
	return order.Attempt{N: n, At: at, Status: &status}
}

// held is a history in which all is held from the start on.
func held(now order.Millis, requests []*order.Request, postbacks ...*order.Postback) story.Matter {
	w := order.Window{From: start - day, To: now}
	return story.Matter{Requests: requests, Postbacks: postbacks, Now: now, Coverage: order.Coverage{Lists: []order.Held{
		{Source: "feed", List: order.Requests, Window: w}, {Source: "feed", List: order.Postbacks, Window: w}}}}
}

// used is a customer of so many orders, of which the nth is received n minutes after it was accepted, and ships n hours
// later.
func used(orders int) story.Habits {
	var courses []story.Course
	for n := range orders {
		at := start - 100*day
		received := at + order.Millis(n+1)*minute
		courses = append(courses, story.Course{{What: story.Submitted, At: at}, {What: "received", At: received},
			{What: "shipping", At: received + order.Millis(n+1)*hour}, {What: "delivery", At: received + 60*hour}})
	}
	return story.Learn(courses, nil, start)
}

func gaps(s story.Story) []string {
	out := []string{}
	for _, g := range s.Gaps {
		said := g.After + "-" + g.Before + " " + strconv.Itoa(int((g.To-g.From)/hour)) + "h"
		if g.Long {
			said += " long"
		}
		if !g.Enough {
			said += " too few"
		}
		if !g.Held {
			said += " unheld"
		}
		out = append(out, said)
	}
	return out
}
