package trail

import (
	"context"

	"ordertrail/backend/order"
	"ordertrail/backend/store"
	"ordertrail/backend/story"
)

// mostCourses is how many orders of a customer, or of everybody, tell what is usual.
const mostCourses = 300

// learned is how long what takes for orders: of one family of products each, and of all together.
type learned struct {
	families map[int64]story.Habits
	all      story.Habits
}

// usualTimes are how long what takes for orders that were accepted before this one: of its customer's, those of the same
// family of products, and else all; and where these are too few, of everybody's.
func (t *Trail) usualTimes(ctx context.Context, o store.Order, c order.Coverage) (story.Usuals, error) {
	before := t.Now()
	if n := len(o.Requests); n > 0 {
		before = o.Requests[n-1].ReceivedAt
	}
	var own learned
	var err error
	if o.Customer != (order.Party{}) {
		if own, err = t.learn(ctx, o.Customer, before, o.Reference, c); err != nil {
			return nil, err
		}
	}
	family, err := t.store.FamilyOf(ctx, o.Reference, o.Customer)
	if err != nil {
		return nil, err
	}
	everybody, err := t.learn(ctx, order.Party{}, before, o.Reference, c)
	return usualsOf(own, everybody, family), err
}

func usualsOf(own, everybody learned, family int64) story.Usuals {
	return story.Usuals{{By: story.ByFamily, Habits: own.families[family]}, {By: story.ByCustomer, Habits: own.all}, {By: story.ByAll, Habits: everybody.all}}
}

// learn learns from the latest orders of a customer, or of everybody where it names none, that were accepted before a
// moment, but for one.
func (t *Trail) learn(ctx context.Context, customer order.Party, before order.Millis, but string, c order.Coverage) (learned, error) {
	known, err := t.store.Courses(ctx, customer, before, but, mostCourses)
	l := learned{families: map[int64]story.Habits{}}
	if err != nil || len(known) == 0 {
		return l, err
	}
	courses, of := make([]story.Course, len(known)), map[int64][]story.Course{}
	for i, k := range known {
		courses[i] = courseOf(k)
		if k.Family != 0 {
			of[k.Family] = append(of[k.Family], courses[i])
		}
	}
	asked := order.Window{From: known[len(known)-1].AcceptedAt, To: t.Now()}
	unheld := story.Unheld(c, asked)
	l.all = story.Learn(courses, unheld, asked.To)
	for family, some := range of {
		l.families[family] = story.Learn(some, unheld, asked.To)
	}
	return l, nil
}

// times are what is usual for many orders of now, each customer's looked at once.
type times struct {
	*Trail
	held      order.Coverage
	own       map[string]learned
	everybody *learned
}

// of are how long what takes for the latest orders of a customer, and of everybody.
func (u *times) of(ctx context.Context, o store.Order, customer string) (story.Usuals, error) {
	own, known := u.own[customer]
	if !known && o.Customer != (order.Party{}) {
		var err error
		if own, err = u.learn(ctx, o.Customer, u.Now(), o.Reference, u.held); err != nil {
			return nil, err
		}
		u.own[customer] = own
	}
	if u.everybody == nil {
		all, err := u.learn(ctx, order.Party{}, u.Now(), o.Reference, u.held)
		if err != nil {
			return nil, err
		}
		u.everybody = &all
	}
	family, err := u.store.FamilyOf(ctx, o.Reference, o.Customer)
	return usualsOf(own, *u.everybody, family), err
}
