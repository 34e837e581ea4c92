package trail

import (
	"context"

	"ordertrail/backend/diagnose"
	"ordertrail/backend/order"
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
	return Diagnosis{diagnose.Diagnose(q.Scenario, e), e.Coverage}, nil
}
