package trail

import (
	"context"

	"ordertrail/backend/diagnose"
	"ordertrail/backend/order"
	"ordertrail/backend/store"
)

// Diagnosis is what a guide found, and which windows it could rest on.
type Diagnosis struct {
	*diagnose.Report
	Coverage order.Coverage
}

// Diagnose lets a guide answer its question about one order. It is ambiguous, with candidates, when several orders
// fit; an order that is not held is an answer too.
func (t *Trail) Diagnose(ctx context.Context, q Question) (Diagnosis, error) {
	e, err := t.evidence(ctx, q)
	if err != nil {
		return Diagnosis{}, err
	}
	r, err := t.judge(ctx, q.Scenario, e)
	return Diagnosis{r, e.Coverage}, err
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
