package trail

import (
	"context"
	"time"

	"ordertrail/backend/diagnose"
	"ordertrail/backend/order"
	"ordertrail/backend/store"
)

// Diagnosis is what a guide found, and which windows it could rest on.
type Diagnosis struct {
	*diagnose.Report
	Coverage order.Coverage
	Zone     *time.Location // by whose clock the customer goes; nil: nothing tells
	calendar *diagnose.Calendar
}

// Diagnose lets a guide answer its question about one order. It is ambiguous, with candidates, when several orders
// fit; an order that is not held is an answer too.
func (t *Trail) Diagnose(ctx context.Context, q Question) (Diagnosis, error) {
	e, err := t.evidence(ctx, q)
	if err != nil {
		return Diagnosis{}, err
	}
	r, err := t.judge(ctx, q.Scenario, e)
	d := Diagnosis{Report: r, Coverage: e.Coverage, calendar: e.Calendar}
	if c := t.clockFor(e, nil); c.by != ZoneOfAgent {
		d.Zone = c.zone
	}
	return d, err
}

// judge lets a guide answer; where a row changed the order, it tells which other orders that row hit.
func (t *Trail) judge(ctx context.Context, s diagnose.Scenario, e diagnose.Evidence) (*diagnose.Report, error) {
	r := diagnose.Diagnose(s, e)
	if r.Row == nil {
		return r, nil
	}
	same, err := t.store.SameRow(ctx, rowOf(r.Row))
	if err == nil {
		r.Hit(diagnose.Others(same))
	}
	return r, err
}

func rowOf(p *diagnose.Pointer) store.Row { return store.Row{ID: p.ID, Path: p.Path} }
